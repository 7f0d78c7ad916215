package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.redrive.failed.FailedBucket;
import java.time.Instant;

/** A bucket of the simulated S3, as a process that redrives reaches it. */
record ProcessBucket(SimulatedBucket bucket, SimulatedProcess process) implements FailedBucket {

    @Override
    public Iterable<Listed> list(String prefix) {
        return process.read(() -> bucket.list(prefix));
    }

    @Override
    public byte[] get(String key) {
        return process.read(() -> bucket.get(key));
    }

    @Override
    public void put(String key, byte[] body) {
        process.write(() -> bucket.put(key, body));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        throw new UnsupportedOperationException("only the redrive of rows does that");
    }

    @Override
    public Instant now() {
        return bucket.now();
    }
}
