package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.FailedBucket;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A bucket of the simulated S3, for a redrive.
 *
 * @param clock the bucket's
 */
record SimulatedBucket(SimulatedS3 s3, String name, Supplier<Instant> clock) implements FailedBucket {

    @Override
    public Iterable<Listed> list(String prefix) {
        return s3.read(name).list(prefix).stream()
                .map(object -> new Listed(object.key(), object.storedAt()))
                .toList();
    }

    @Override
    public byte[] get(String key) {
        try (var body = s3.read(name).open(key)) {
            return body.readAllBytes();
        } catch (IOException missing) {
            throw new RedriveException("object " + key + " can't be read: " + missing.getMessage(), missing);
        }
    }

    @Override
    public void put(String key, byte[] body) {
        s3.store(name, key, body, clock.get());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        if (!s3.read(name).list(key).isEmpty()) {
            return false;
        }
        put(key, body);
        return true;
    }

    @Override
    public Instant now() {
        return clock.get();
    }
}
