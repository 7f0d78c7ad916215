package dev.kinesislake.erase.bucket;

import java.time.Instant;

/**
 * A version of an object, as it was listed. Its content never changes.
 *
 * @param id {@code null} as a text where the bucket keeps no old versions
 * @param isLatest whether readers get it
 * @param isMarker whether it only says that the object was deleted
 * @param lastModified when it was stored, by the bucket's clock
 */
public record Version(
        String key, String id, String etag, long bytes, boolean isLatest, boolean isMarker, Instant lastModified) {

    /** The id in a bucket that keeps no old versions. */
    public static final String NONE = "null";

    /** Whether it is still there when another object is stored under its key. */
    public boolean isKept() {
        return !id.equals(NONE);
    }
}
