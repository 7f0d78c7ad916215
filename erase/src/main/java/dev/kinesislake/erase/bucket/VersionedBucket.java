package dev.kinesislake.erase.bucket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A bucket, with the old versions of its objects. Safe for use by many threads. */
public interface VersionedBucket {

    /** All versions of the objects whose keys begin with a prefix, as they are listed. */
    Iterable<Version> versions(String prefix);

    /**
     * The content of a version; empty if it has gone by now.
     *
     * @throws ArchivedException if it has to be restored first
     */
    Optional<Content> get(Version version) throws ArchivedException;

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
