package dev.kinesislake.local.chaos;

import dev.kinesislake.local.check.Bucket;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * S3 in memory. An object is there whole or not at all, and of two PUTs of a key the one that arrived later wins, whenever S3 gets
 * done with it (Amazon S3 User Guide, "Amazon S3 data consistency model"; docs/decisions/0070).
 */
final class SimulatedS3 {

    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    private record Stored(byte[] body, long arrival, Instant at) {}

    private final Map<String, ConcurrentSkipListMap<String, Stored>> buckets = new HashMap<>();
    private long arrivals;

    SimulatedS3(String... names) {
        for (var name : names) {
            buckets.put(name, new ConcurrentSkipListMap<>());
        }
    }

    /** Notes that a PUT has arrived; returns its place in the order of all. */
    synchronized long arrive() {
        return ++arrivals;
    }

    /** Gets done with a PUT. */
    synchronized void store(String bucket, String key, byte[] body, long arrival, Instant at) {
        var stored = bucket(bucket).get(key);
        if (stored == null || stored.arrival() < arrival) {
            bucket(bucket).put(key, new Stored(body, arrival, at));
        }
    }

    /** A bucket's objects by key, as they are now. */
    Bucket read(String name) {
        return new Bucket() {
            @Override
            public List<Entry> list(String prefix) {
                return bucket(name).tailMap(prefix).entrySet().stream()
                        .takeWhile(object -> object.getKey().startsWith(prefix))
                        .map(object -> new Entry(
                                object.getKey(),
                                object.getValue().body().length,
                                object.getValue().at()))
                        .toList();
            }

            @Override
            public InputStream open(String key) throws IOException {
                var stored = bucket(name).get(key);
                if (stored == null) {
                    throw new FileNotFoundException(key);
                }
                return new ByteArrayInputStream(stored.body());
            }
        };
    }

    private ConcurrentSkipListMap<String, Stored> bucket(String name) {
        var bucket = buckets.get(name);
        if (bucket == null) {
            throw new IllegalArgumentException("there is no bucket " + name);
        }
        return bucket;
    }
}
