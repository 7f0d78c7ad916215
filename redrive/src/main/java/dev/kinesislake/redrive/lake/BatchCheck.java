package dev.kinesislake.redrive.lake;

import static java.util.Collections.max;
import static java.util.Collections.min;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.RowId;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.mark.Marks;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the redrive of a batch would do to rows that are there (docs/decisions/0011).
 *
 * <p>A redrive overwrites the objects that the batch's first rows name. Mostly that is what it's for: such an object was left by an
 * earlier try, and whatever rows behind the batch it holds are elsewhere, too. But a poller may die after it has stored a batch
 * and before it has noted that it gave it up. Then these records are delivered again, perhaps with others, and stored. Those objects
 * have to stay.
 *
 * <p>Rows of people who are erased are no rows: nothing stores them any more, so they are never missing.
 */
public final class BatchCheck {

    /** More than the clocks of Lambda and of two execution environments differ. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(30);

    private final ErasedRows erased;
    private final RecordDecoder decoder;
    private final ObjectsThere there;
    private final WaitingBatches waiting;
    private final Marks marks;
    private final Map<String, Set<Position>> redrivenRows = new HashMap<>();
    private @Nullable Last last;

    /**
     * Prepares to look.
     *
     * @param sections the consumer's; where empty, all are valid
     */
    public BatchCheck(Bucket lake, FailedBucket failed, Set<String> sections) {
        this.erased = new ErasedRows(lake);
        this.decoder = new RecordDecoder(sections);
        this.there = new ObjectsThere(lake, failed, erased);
        this.waiting = new WaitingBatches(failed, decoder, erased::include);
        this.marks = new Marks(failed);
    }

    /** What to do with a batch that isn't redriven yet, as the buckets are now. */
    public Advice advise(StoredBatch batch) throws InterruptedException {
        lookAnew();
        var objects = objects(batch);
        waiting.add(batch, objects);
        return new Look(batch.key(), objects, Set.of(), Set.of()).advice();
    }

    /**
     * Up to when the attempts began whose objects the redrive of a batch may replace, if it is advised: what stood there at that look
     * has been found to be harmless to replace. What comes after it isn't replaced if it may have begun after the discard. A delivery
     * from before the discard may begin after it, too (a cold start), so times alone don't tell.
     */
    public Instant replacesUntil(StoredBatch batch) {
        var until = batch.discardedAt().minus(MAX_CLOCK_DIFFERENCE);
        for (var object : objects(batch)) {
            for (var overwritten : there.between(object.inLake(), object.folder(), object.first(), object.first())) {
                if (overwritten.name().equals(object.first()) && mayDiffer(overwritten, object)) {
                    var start = overwritten.attemptStart().orElse(until);
                    until = start.isAfter(until) ? start : until;
                }
            }
        }
        return until;
    }

    /** Once somebody is erased, an object doesn't tell any more which rows it was stored with; the fence goes by these. */
    private boolean mayDiffer(ObjectThere overwritten, ObjectOfBatch object) {
        return !erased.isEmpty() || !overwritten.rows().equals(object.rows());
    }

    /** Remembered of the last batch: decoding one may take seconds. */
    private List<ObjectOfBatch> objects(StoredBatch batch) {
        var known = last;
        if (known == null || !known.key().equals(batch.key()) || !known.first().equals(batch.first())) {
            known = new Last(batch.key(), batch.first(), ObjectOfBatch.of(batch, decoder, erased::include));
            last = known;
        }
        return known.objects();
    }

    /**
     * The batch that was decoded last.
     *
     * @param first its first record's sequence number: the rest of a batch that is stored in part has the same key
     */
    private record Last(String key, BigInteger first, List<ObjectOfBatch> objects) {}

    private void lookAnew() {
        there.lookAnew();
        waiting.lookAnew();
        redrivenRows.clear();
        if (erased.lookAnew()) {
            last = null;
        }
    }

    /** A look at one batch, which may take looks at others. */
    private final class Look {

        private final String key;
        private final List<ObjectOfBatch> objects;
        private final Set<String> redriven;
        private final Set<String> notRedriven;

        /**
         * @param redriven batches that are taken to be redriven
         * @param notRedriven batches that are taken not to be
         */
        Look(String key, List<ObjectOfBatch> objects, Set<String> redriven, Set<String> notRedriven) {
            this.key = key;
            this.objects = objects;
            this.redriven = redriven;
            this.notRedriven = notRedriven;
        }

        Advice advice() throws InterruptedException {
            if (!new Look(key, objects, plusThis(redriven), notRedriven).harms()) {
                return Advice.REDRIVE;
            }
            if (new Look(key, objects, redriven, plusThis(notRedriven)).isThere()) {
                return Advice.LEAVE_ALONE;
            }
            return redrivenRows().isEmpty() ? Advice.WAIT : Advice.ROWS_REDRIVEN;
        }

        private Set<String> plusThis(Set<String> keys) {
            var more = new HashSet<>(keys);
            more.add(key);
            return more;
        }

        /** Whether the redrive of the batch doubles rows or takes some away. */
        private boolean harms() throws InterruptedException {
            if (!redrivenRows().isEmpty()) {
                return true;
            }
            for (var object : objects) {
                if (doubles(object) || takesAway(object)) {
                    return true;
                }
            }
            return false;
        }

        /** The events of the batch that are, or perhaps are, on the stream again: failed rows, under the settings of then. */
        private Set<Position> redrivenRows() throws InterruptedException {
            var known = BatchCheck.this.redrivenRows.get(key);
            if (known == null) {
                var events = new HashSet<Position>();
                objects.stream().filter(ObjectOfBatch::inLake).forEach(each -> events.addAll(each.rows()));
                if (!events.isEmpty()) {
                    var marked = marks.redriven(startOf(first(events)), endOf(last(events)));
                    events.removeIf(event -> !isAmong(marked, event));
                }
                known = Set.copyOf(events);
                BatchCheck.this.redrivenRows.put(key, known);
            }
            return known;
        }

        /** Whether a row of the batch is to stay in an object that its redrive doesn't overwrite. */
        private boolean doubles(ObjectOfBatch object) throws InterruptedException {
            for (var other : stored(object)) {
                if (!other.name().equals(object.first()) && stays(object, other)) {
                    return true;
                }
            }
            return isBroughtElsewhere(object);
        }

        /**
         * Whether a batch that is taken to be redriven stores a row of the object in another one: the whole batch, of which this one was
         * split off and discarded again.
         */
        private boolean isBroughtElsewhere(ObjectOfBatch object) throws InterruptedException {
            return waiting.between(object.first(), object.last()).stream()
                    .filter(other ->
                            redriven.contains(other.key()) && !other.key().equals(key))
                    .flatMap(other -> other.objects().stream())
                    .anyMatch(brought -> brought.folder().equals(object.folder())
                            && !brought.first().equals(object.first())
                            && !Collections.disjoint(brought.rows(), object.rows()));
        }

        /** Whether the object that the redrive overwrites holds a row that is nowhere else and won't be. */
        private boolean takesAway(ObjectOfBatch object) throws InterruptedException {
            var behind = new HashSet<Position>();
            // It may have none of the batch's rows any more, if these are erased.
            for (var overwritten : there.between(object.inLake(), object.folder(), object.first(), object.first())) {
                if (overwritten.name().equals(object.first())) {
                    behind.addAll(overwritten.rows());
                }
            }
            behind.removeAll(object.rows());
            behind.removeAll(object.erased());
            if (behind.isEmpty()) {
                return false;
            }
            for (var other : there.between(object.inLake(), object.folder(), first(behind), last(behind))) {
                if (!other.name().equals(object.first())) {
                    behind.removeAll(other.rows());
                }
            }
            return isMissing(behind, object);
        }

        /** Whether all rows of the batch are there, or will be, without its redrive. */
        private boolean isThere() throws InterruptedException {
            for (var object : objects) {
                var missing = new HashSet<>(object.rows());
                stored(object).forEach(each -> missing.removeAll(each.rows()));
                missing.removeAll(redrivenRows());
                var failed = failed(object, missing);
                missing.removeIf(event -> isAmong(failed, event));
                if (isMissing(missing, object)) {
                    return false;
                }
            }
            return true;
        }

        /** The events that stand as failed rows: their reason was one under the settings or the version of then. */
        private Set<Position> failed(ObjectOfBatch object, Set<Position> rows) {
            var failed = new HashSet<Position>();
            if (object.inLake() && !rows.isEmpty()) {
                for (var reason : Reason.values()) {
                    var folder = LakeLayout.failedPrefix(reason, object.arrival());
                    there.between(false, folder, startOf(first(rows)), endOf(last(rows)))
                            .forEach(each -> failed.addAll(each.rows()));
                }
            }
            return failed;
        }

        /** The objects with rows of the batch, of any age: copies and restores change what is listed as an object's age. */
        private List<ObjectThere> stored(ObjectOfBatch object) {
            return there.between(object.inLake(), object.folder(), object.first(), object.last()).stream()
                    .filter(each -> each.hasAnyOf(object.rows()))
                    .toList();
        }

        /** Whether no redrive overwrites an object. */
        private boolean stays(ObjectOfBatch folder, ObjectThere object) throws InterruptedException {
            return toCome(folder, object.name(), object.name()).stream()
                    .noneMatch(other -> other.first().equals(object.name()));
        }

        /** Whether some rows won't come by redrives either. */
        private boolean isMissing(Set<Position> rows, ObjectOfBatch folder) throws InterruptedException {
            if (!rows.isEmpty()) {
                // Still stored somewhere, and not any more when who erases comes to it.
                waiting.between(first(rows), last(rows))
                        .forEach(other -> other.objects().forEach(object -> rows.removeAll(object.erased())));
            }
            if (!rows.isEmpty()) {
                toCome(folder, first(rows), last(rows)).forEach(other -> rows.removeAll(other.rows()));
            }
            return !rows.isEmpty();
        }

        /** What redrives will store in the folder of an object. */
        private List<ObjectOfBatch> toCome(ObjectOfBatch folder, Position from, Position to)
                throws InterruptedException {
            var toCome = new ArrayList<ObjectOfBatch>();
            for (var other : waiting.between(from, to)) {
                if (isRedriven(other)) {
                    other.objects().stream()
                            .filter(each -> each.folder().equals(folder.folder()))
                            .forEach(toCome::add);
                }
            }
            return toCome;
        }

        private boolean isRedriven(WaitingBatches.Waiting other) throws InterruptedException {
            if (redriven.contains(other.key()) || notRedriven.contains(other.key())) {
                return redriven.contains(other.key());
            }
            return new Look(other.key(), other.objects(), redriven, notRedriven).advice() == Advice.REDRIVE;
        }

        /**
         * Whether an event is among rows, perhaps under an earlier version's position: a record of several events was one row, and an event
         * that was alone in its aggregate had the number 0.
         */
        private static boolean isAmong(Set<Position> rows, Position event) {
            return rows.contains(event) || rows.contains(at(event, event.subSequenceNumber() == null ? 0L : null));
        }

        private static Position startOf(Position row) {
            return at(row, null);
        }

        private static Position endOf(Position row) {
            return at(row, Long.MAX_VALUE);
        }

        /** Another position in the same record. */
        private static Position at(Position row, @Nullable Long subSequenceNumber) {
            return new Position(row.shardId(), row.sequenceNumber(), subSequenceNumber);
        }

        private static Position first(Set<Position> rows) {
            return min(rows, RowId.STREAM_ORDER);
        }

        private static Position last(Set<Position> rows) {
            return max(rows, RowId.STREAM_ORDER);
        }
    }
}
