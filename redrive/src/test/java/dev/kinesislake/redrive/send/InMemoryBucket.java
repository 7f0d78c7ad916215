package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.redrive.failed.FailedBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A bucket as S3 has it, with the consumer's own failed rows in it. */
public final class InMemoryBucket implements FailedBucket {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(byte[] body, Instant at) {}

    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final Supplier<Instant> clock;

    /** Called before an object is stored, with its key: may throw, as a process that ends there. */
    public Consumer<String> beforePut = key -> {};

    public InMemoryBucket(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Puts records there as the consumer does where they are no events of these sections. */
    public void fail(Set<String> sections, List<UserRecord> records) {
        fail(sections, records, new FailedNdjson());
    }

    /** The same of a stack that doesn't keep their data. */
    public void failWithoutData(List<UserRecord> records) {
        var hmac = PersonalKeys.create(new SecureRandom()).hmac();
        fail(Set.of("Electronics"), records, new FailedNdjson(hmac));
    }

    private void fail(Set<String> sections, List<UserRecord> records, FailedNdjson encoder) {
        var decoder = new EventDecoder(sections);
        for (var record : records) {
            if (!(decoder.decode(record) instanceof Decoded.Invalid invalid)) {
                throw new IllegalArgumentException("is an event: " + new String(record.data(), UTF_8));
            }
            try {
                var prefix = LakeLayout.failedPrefix(invalid.reason(), record.arrivalTime());
                put(
                        LakeLayout.key(prefix, record.position(), encoder.suffix()),
                        encoder.encode(List.of(invalid), "attempt"));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    public static UserRecord record(int number, String data) {
        return new UserRecord(
                new Position(
                        "shardId-000000000000", "4960000000000000000000000000000000000000000000000000" + number, null),
                "user " + number,
                Instant.parse("2026-11-23T11:33:31.123Z"),
                data.getBytes(UTF_8));
    }

    @Override
    public synchronized Iterable<Listed> list(String prefix) {
        var listed = new ArrayList<Listed>();
        objects.tailMap(prefix).forEach((key, stored) -> {
            if (key.startsWith(prefix)) {
                listed.add(new Listed(key, stored.at().truncatedTo(ChronoUnit.SECONDS)));
            }
        });
        return listed;
    }

    @Override
    public synchronized byte[] get(String key) {
        var stored = objects.get(key);
        if (stored == null) {
            throw new IllegalArgumentException("there is no object " + key);
        }
        return stored.body();
    }

    @Override
    public synchronized void put(String key, byte[] body) {
        beforePut.accept(key);
        objects.put(key, new Stored(body, clock.get()));
    }

    @Override
    public synchronized boolean putIfAbsent(String key, byte[] body) {
        beforePut.accept(key);
        return objects.putIfAbsent(key, new Stored(body, clock.get())) == null;
    }

    public synchronized void delete(String key) {
        objects.remove(key);
    }

    /** As a copy or a restore does. */
    public synchronized void copyOntoItself(String prefix) {
        keys(prefix).forEach(key -> objects.put(key, new Stored(get(key), clock.get())));
    }

    @Override
    public Instant now() {
        return clock.get();
    }

    public synchronized List<String> keys(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }
}
