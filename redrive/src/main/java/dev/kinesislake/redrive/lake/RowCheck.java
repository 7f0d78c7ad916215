package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whether a failed row's record is in the lake already, or will be, under its own position. A record failed under the settings
 * of then. Where it's an event under those of now, a later delivery of its batch, or its redrive, stores it as one; sent to the stream, it
 * would be in the lake at two positions (docs/decisions/0011).
 */
public final class RowCheck {

    private final EventDecoder decoder;
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
        this.decoder = new EventDecoder(sections);
        this.there = new ObjectsThere(lake, failed);
        this.batches = new StoredBatches(failed);
        this.waiting = new WaitingBatches(failed, new RecordDecoder(sections));
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

    /** Where the record of a failed row is, as it was before any fix. */
    public Place find(UserRecord record) throws InterruptedException {
        if (!(decoder.decode(record) instanceof Decoded.Valid valid)) {
            return new Nowhere();
        }
        var row = record.position();
        // Batches first: one that is redriven by now was listed as waiting, or has its rows in the lake before that is
        // listed.
        for (var key : waiting.with(row)) {
            if (!isLeftAlone(key)) {
                return new InBatch(key);
            }
        }
        var folder = LakeLayout.lakePrefix(valid.section(), record.arrivalTime());
        return there.between(true, folder, row, row).stream()
                        .anyMatch(object -> object.rows().contains(row))
                ? new InLake()
                : new Nowhere();
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
