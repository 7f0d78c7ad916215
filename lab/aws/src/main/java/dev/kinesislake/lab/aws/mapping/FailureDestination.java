package dev.kinesislake.lab.aws.mapping;

import java.io.IOException;

/** The bucket that keeps the batches that a mapping discarded. Safe for use by many threads. */
@FunctionalInterface
public interface FailureDestination {

    /**
     * Stores an object, with the function's role. Any exception is taken for an outage: the same key and body come again until
     * they are stored.
     */
    void store(String key, byte[] body) throws IOException, InterruptedException;
}
