package dev.kinesislake.redrive.failed;

import dev.kinesislake.redrive.Bucket;
import java.time.Instant;

/** The failed bucket, as far as a redrive uses it. */
public interface FailedBucket extends Bucket {

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
