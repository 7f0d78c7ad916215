package dev.kinesislake.erase.bucket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A bucket, with the old versions of its objects. Safe for use by many threads. */
public interface VersionedBucket {

    /** Hands over all versions of the objects whose keys begin with a prefix, in the order of their keys. */
    void each(String prefix, Consumer<Version> version);

    /** The content of a version; empty if it has gone by now. */
    Optional<Content> get(Version version);

    /**
     * Replaces an object, if nobody else has since it was listed.
     *
     * @return false if somebody has, or the object is gone
     */
    boolean replace(Version latest, Content content);

    /** Deletes versions for good. */
    void delete(List<Version> versions);

    /** The time by the bucket's own clock. */
    Instant now();
}
