package dev.kinesislake.lab.proof.check;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** A bucket to be read back. */
public interface Bucket {

    /** All objects whose keys begin with a prefix, in the order of their keys. */
    List<Entry> list(String prefix);

    InputStream open(String key) throws IOException;

    /**
     * An object, unopened.
     *
     * @param size in bytes
     */
    record Entry(String key, long size, Instant storedAt) {}
}
