package dev.kinesislake.redrive;

import java.time.Instant;

/** A bucket of a stack, to be read. Safe for use by many threads. */
public interface Bucket {

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
}
