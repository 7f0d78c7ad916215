package dev.kinesislake.redrive.failed;

import java.time.Instant;

/** The failed bucket, as far as a redrive uses it. Safe for use by many threads. */
public interface FailedBucket {

    /**
     * An object in a list.
     *
     * @param storedAt by the bucket's clock, whole seconds
     */
    record Listed(String key, Instant storedAt) {}

    /** The objects whose keys begin with a prefix, in the order of their keys, asked for page by page while they're walked through. */
    Iterable<Listed> list(String prefix);

    /** An object's bytes. */
    byte[] get(String key);

    /** Stores an object, over any that has its key. */
    void put(String key, byte[] body);

    /**
     * Stores an object unless there is one of its key: of many that try at once, one succeeds.
     *
     * @return false where there was one. It may be this very call's, if its answer was lost and it was sent again
     */
    boolean putIfAbsent(String key, byte[] body);

    /** The time by the bucket's own clock. */
    Instant now();
}
