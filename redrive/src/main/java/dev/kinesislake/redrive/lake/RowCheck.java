package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whether a failed row's events are in the lake already, or will be, under their own positions. A record failed under the
 * settings of then, or the rules of an earlier version. Where it's an event under those of now, or several, a later delivery of its batch,
 * or its redrive, stores them; sent to the stream, they would be in the lake at two positions each (docs/decisions/0011).
 */
public final class RowCheck {

    private final RecordDecoder decoder;
    private final ObjectsThere there;
    private final StoredBatches batches;
    private final WaitingBatches waiting;
    private final BatchCheck check;
    private final Map<String, Boolean> leftAlone = new HashMap<>();

    /**
     * Prepares to look. Batches that are discarded later aren't seen.
     *
     * @param sections the consumer's; where empty, all are valid
     */
    public RowCheck(Bucket lake, FailedBucket failed, Set<String> sections) {
        this.decoder = new RecordDecoder(sections);
        this.there = new ObjectsThere(lake, failed, new ErasedRows(lake));
        this.batches = new StoredBatches(failed);
        this.waiting = new WaitingBatches(failed, decoder, row -> false);
        this.check = new BatchCheck(lake, failed, sections);
    }

    /** Where a failed row's record is, or will be. */
    public sealed interface Place {}

    /** In no object of the lake. */
    public record Nowhere() implements Place {}

    /** In the lake. */
    public record InLake() implements Place {}

    /**
     * In the lake as soon as a discarded batch is redriven.
     *
     * @param key the batch's
     */
    public record InBatch(String key) implements Place {}

    /** Where the events of a failed row are, as it was before any fix. */
    public Place find(UserRecord row) throws InterruptedException {
        var position = row.position();
        var folders = events(row);
        if (folders.isEmpty()) {
            return new Nowhere();
        }
        // Batches first: one that is redriven by now was listed as waiting, or has its rows in the lake before that is
        // listed.
        for (var key : waiting.withEventsOf(position)) {
            if (!isLeftAlone(key)) {
                return new InBatch(key);
            }
        }
        var first = new Position(position.shardId(), position.sequenceNumber(), null);
        var last = new Position(position.shardId(), position.sequenceNumber(), Long.MAX_VALUE);
        for (var folder : folders.entrySet()) {
            if (there.between(true, folder.getKey(), first, last).stream()
                    .anyMatch(object -> object.hasAnyOf(folder.getValue()))) {
                return new InLake();
            }
        }
        return new Nowhere();
    }

    /** The positions at which the lake may have events of a row, by their folders. */
    private Map<String, Set<Position>> events(UserRecord row) {
        var position = row.position();
        var folders = new HashMap<String, Set<Position>>();
        var rows = decoder.decode(new KinesisRecord(
                        position.shardId(),
                        position.sequenceNumber(),
                        row.partitionKey(),
                        row.arrivalTime(),
                        row.data()))
                .rows();
        for (var decoded : rows) {
            if (decoded instanceof Decoded.Valid event) {
                var positions = folders.computeIfAbsent(
                        LakeLayout.lakePrefix(event.section(), row.arrivalTime()), folder -> new HashSet<>());
                positions.addAll(positions(position, event.record().position()));
            }
        }
        return folders;
    }

    /**
     * The positions that an event of a row may have.
     *
     * @param event where it would be if the row were a whole record
     */
    private static List<Position> positions(Position row, Position event) {
        var part = row.subSequenceNumber();
        if (part == null) {
            return List.of(event);
        }
        // The other positions of the record are those of other rows. In earlier versions, a user record that was alone
        // in its
        // aggregate had a number.
        var inside = event.subSequenceNumber() == null ? 0 : event.subSequenceNumber();
        return List.of(
                new Position(row.shardId(), row.sequenceNumber(), part + inside),
                new Position(row.shardId(), row.sequenceNumber(), null));
    }

    private boolean isLeftAlone(String key) throws InterruptedException {
        var known = leftAlone.get(key);
        if (known == null) {
            var batch = batches.find(key);
            known = batch == null || check.advise(batch) == Advice.LEAVE_ALONE;
            leftAlone.put(key, known);
        }
        return known;
    }
}
