package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPInputStream;

/** S3 as the consumer sees it: objects by bucket and key, the last PUT of a key wins, and any PUT may fail before or after it. */
final class InMemoryStore implements ObjectStore {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private volatile Outage outage = object -> Effect.STORED;

    void suffers(Outage outage) {
        this.outage = outage;
    }

    /** The objects' names, {@code <bucket>/<key>}. */
    List<String> names() {
        return List.copyOf(objects.keySet());
    }

    /** The bodies of all objects whose names end so. */
    List<byte[]> objects(String suffix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().endsWith(suffix))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All lines of all NDJSON objects whose names begin so, in the order of the names. */
    List<String> lines(String prefix) {
        return objects.tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .filter(object -> object.getKey().endsWith(".ndjson.gz"))
                .flatMap(object -> gunzip(object.getValue()).lines())
                .toList();
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        var effect = outage.on(object);
        if (effect != Effect.LOST) {
            objects.put(object.bucket() + "/" + object.key(), object.body());
        }
        if (effect != Effect.STORED) {
            throw new StoreException("can't store in " + object.bucket(), new IOException("reset"));
        }
    }

    private static String gunzip(byte[] object) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return new String(gzip.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    interface Outage {
        Effect on(StoredObject object);
    }

    enum Effect {
        STORED,
        LOST,
        STORED_BUT_REPORTED_LOST
    }
}
