package dev.kinesislake.erase;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.clean.Cleaned;
import dev.kinesislake.erase.clean.DiscardedBatch;
import dev.kinesislake.erase.clean.FailedRowsObject;
import dev.kinesislake.erase.clean.LakeObject;
import dev.kinesislake.erase.clean.Sought;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Erases what a stack stores about people. An erasure that was stopped can be run again, with the same result.
 *
 * <p>The order is what keeps rows from coming back. First, {@link Tombstones} tell the consumer, so that no batch that begins later stores
 * their rows. Then everything that arrived before is cleaned. Batches that began before the tombstones may store rows meanwhile: the eraser waits until they
 * are over, and looks into whatever is new, until a look finds nothing.
 */
public final class Eraser {

    /** With nothing under way any more, the third look finds nothing, unless somebody restores objects meanwhile. */
    private static final int MAX_LOOKS = 5;

    private final Parts parts;
    private final People people;

    /** Until when the people's events arrived that are erased, and by which the consumer goes. */
    private Sought sought;

    private final Look batches;
    private final List<Look> objects;

    /** Of this look. */
    private Counts found = new Counts();

    /** Batches of this look that hold them, by key and id. */
    private final Map<String, Version> toRedrive = new ConcurrentSkipListMap<>();

    /**
     * What erasing needs.
     *
     * @param inFlight how long a batch that began before the tombstones can still store rows: the function's timeout, and how much clocks
     *     differ
     * @param parallel makes what looks into several objects at the same time
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
            Supplier<InParallel> parallel) {}

    /**
     * What was done.
     *
     * @param before events that arrived before that are erased, by the lake bucket's clock
     * @param erased objects and rows
     * @param left how many objects can't be cleaned now
     * @param isClean whether the last look found nothing, and nothing is left
     */
    public record Result(Instant before, Counts erased, int left, boolean isClean) {}

    public Eraser(Parts parts, People people) {
        this.parts = parts;
        this.people = people;
        this.sought = Sought.ofAnyTime(people.search());
        batches = look(parts.failed(), Place.BATCHES, LakeLayout.UNPROCESSED_PREFIX, this::isCleanBatch);
        objects = List.of(
                look(
                        parts.lake(),
                        Place.LAKE,
                        LakeLayout.EVENTS_PREFIX,
                        (version, content) -> isCleanObject(
                                parts.lake(),
                                Place.LAKE,
                                version,
                                content,
                                LakeObject.without(content.body(), sought))),
                look(
                        parts.failed(),
                        Place.FAILED,
                        LakeLayout.FAILED_PREFIX,
                        (version, content) -> isCleanObject(
                                parts.failed(),
                                Place.FAILED,
                                version,
                                content,
                                FailedRowsObject.without(version.key(), content.body(), sought))));
    }

    private Look look(VersionedBucket bucket, Place place, String prefix, Look.Inspector inspector) {
        return new Look(bucket, place, prefix, inspector, parts.listener());
    }

    /** Erases. */
    public Result erase() throws InterruptedException {
        var erased = new Counts();
        var began = parts.lake().now();
        sought = new Sought(people.search(), began);
        parts.tombstones().add(people, began);
        look(erased, false);
        // From now on: a sealer may have listed objects just before they were cleaned, and a batch may have begun while
        // the tombstones were on their way.
        var until = parts.lake().now().plus(parts.inFlight());
        parts.listener().waiting(until);
        parts.pause().until(until, parts.lake()::now);
        int left = look(erased, true);
        for (int number = 2; !found.isEmpty() && number < MAX_LOOKS; number++) {
            left = look(erased, true);
        }
        return new Result(began, erased, left, left == 0 && found.isEmpty());
    }

    /**
     * Looks everywhere. Returns how many objects are left.
     *
     * @param batchesToo not while deliveries that began before may still store rows: these decide whether a discarded batch has to be
     *     redriven, and once it is deleted nobody can any more
     */
    private int look(Counts erased, boolean batchesToo) throws InterruptedException {
        found = new Counts();
        int left = 0;
        try (var parallel = parts.parallel().get()) {
            if (batchesToo) {
                // First: their redrive stores rows.
                left += batches.run(parallel) + redrive();
            }
            for (var look : objects) {
                left += look.run(parallel);
            }
        }
        parts.table().erase(people, sought.before(), found);
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

    private boolean isCleanBatch(Version version, Content content) throws IOException {
        long rows = DiscardedBatch.count(version.key(), content.body(), sought);
        if (rows == 0) {
            return true;
        }
        found.add(Place.BATCHES, rows);
        toRedrive.put(version.key() + "\n" + version.id(), version);
        return false;
    }

    /**
     * Redrives batches, and deletes them: one after the other, unlike looks, since whether a batch may be redriven depends on what the one
     * before it has stored. Returns how many are left.
     */
    private int redrive() throws InterruptedException {
        int left = 0;
        for (var batch : toRedrive.values()) {
            if (batch.isLatest() && !parts.redriver().redrive(batch.key())) {
                parts.listener()
                        .left("object " + batch.key()
                                + " can't be redriven, and isn't deleted before; ./lake redrive send --id "
                                + batch.key() + " says why");
                left++;
            } else {
                parts.failed().delete(List.of(batch));
            }
        }
        toRedrive.clear();
        return left;
    }
}
