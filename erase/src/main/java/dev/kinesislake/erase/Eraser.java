package dev.kinesislake.erase;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.clean.Cleaned;
import dev.kinesislake.erase.clean.DiscardedBatch;
import dev.kinesislake.erase.clean.FailedRowsObject;
import dev.kinesislake.erase.clean.LakeObject;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.PeopleSearch;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Erases what a stack stores about people. An erasure that was stopped can be run again, with the same result.
 *
 * <p>The order is what keeps rows from coming back. First, {@link Tombstones} tell the consumer, so that no batch that begins later stores
 * their rows. Then everything is cleaned. Batches that began before the tombstones may store rows meanwhile: the eraser waits until they
 * are over, and looks into whatever is new, until a look finds nothing.
 */
public final class Eraser {

    /** With nothing under way any more, the third look finds nothing, unless somebody restores objects meanwhile. */
    private static final int MAX_LOOKS = 5;

    private final Parts parts;
    private final People people;
    private final PeopleSearch search;
    private final List<Look> looks;

    /** Of this look. */
    private Counts found = new Counts();

    /**
     * What erasing needs.
     *
     * @param inFlight how long after the tombstones a batch that began before them can store rows: the function's timeout, and how much
     *     clocks differ
     * @param parallel how many objects are looked into at the same time
     */
    public record Parts(
            VersionedBucket lake,
            VersionedBucket failed,
            Tombstones tombstones,
            Redriver redriver,
            TableCleaner table,
            Duration inFlight,
            Pause pause,
            EraseListener listener,
            int parallel) {}

    /**
     * What was done.
     *
     * @param erased objects and rows
     * @param left how many objects can't be cleaned now
     * @param isClean whether the last look found nothing, and nothing is left
     */
    public record Result(Counts erased, int left, boolean isClean) {}

    public Eraser(Parts parts, People people) {
        this.parts = parts;
        this.people = people;
        this.search = people.search();
        // Batches first: their redrive stores rows.
        looks = List.of(
                look(parts.failed(), Place.BATCHES, LakeLayout.UNPROCESSED_PREFIX, this::isCleanBatch),
                look(
                        parts.lake(),
                        Place.LAKE,
                        LakeLayout.EVENTS_PREFIX,
                        (version, content) -> isCleanObject(
                                parts.lake(),
                                Place.LAKE,
                                version,
                                content,
                                LakeObject.without(content.body(), search))),
                look(
                        parts.failed(),
                        Place.FAILED,
                        LakeLayout.FAILED_PREFIX,
                        (version, content) -> isCleanObject(
                                parts.failed(),
                                Place.FAILED,
                                version,
                                content,
                                FailedRowsObject.without(version.key(), content.body(), search))));
    }

    private Look look(VersionedBucket bucket, Place place, String prefix, Look.Inspector inspector) {
        return new Look(bucket, place, prefix, inspector, parts.listener());
    }

    /** Erases. */
    public Result erase() throws InterruptedException {
        var erased = new Counts();
        var began = parts.lake().now();
        parts.tombstones().add(people, began);
        // Batches that begin from now on know of it.
        var until = parts.lake().now().plus(parts.inFlight());
        look(erased);
        parts.listener().waiting(until);
        parts.pause().until(until, parts.lake()::now);
        int left = look(erased);
        for (int number = 2; !found.isEmpty() && number < MAX_LOOKS; number++) {
            left = look(erased);
        }
        return new Result(erased, left, left == 0 && found.isEmpty());
    }

    /** Returns how many objects are left. */
    private int look(Counts erased) throws InterruptedException {
        found = new Counts();
        int left = 0;
        try (var parallel = new InParallel(parts.parallel())) {
            for (var look : looks) {
                left += look.run(parallel);
            }
        }
        parts.table().erase(people, found);
        erased.add(found);
        return left;
    }

    private boolean isCleanObject(
            VersionedBucket bucket, Place place, Version version, Content content, Optional<Cleaned> cleaned) {
        if (cleaned.isEmpty()) {
            return true;
        }
        found.add(place, cleaned.get().rows());
        boolean isGone = !version.isLatest()
                || (bucket.replace(version, content.with(cleaned.get().body())) && version.isKept());
        if (isGone) {
            bucket.delete(List.of(version));
        }
        return false;
    }

    private boolean isCleanBatch(Version version, Content content) throws IOException, InterruptedException {
        long rows = DiscardedBatch.count(version.key(), content.body(), search);
        if (rows == 0) {
            return true;
        }
        found.add(Place.BATCHES, rows);
        if (version.isLatest() && !redrive(version.key())) {
            throw new IOException("it can't be redriven, and isn't deleted before; ./lake redrive send --id "
                    + version.key() + " says why");
        }
        parts.failed().delete(List.of(version));
        return false;
    }

    /** One after the other, unlike looks: whether a batch may be redriven depends on what the one before it has stored. */
    private synchronized boolean redrive(String key) throws InterruptedException {
        return parts.redriver().redrive(key);
    }
}
