package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.frequency;

import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.lake.BatchCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invokes the consumer with batches that Lambda discarded. Its objects' keys come from the records alone, so that rows which were stored
 * the first time are overwritten, and a batch that is redriven twice leaves no row twice: it needs no claim, only a note when it's done.
 */
public final class BatchRedrive {

    private static final String STILL_DELIVERED =
            "its objects hold rows behind it that are nowhere else: redrive it again when the mapping is through with them";

    private static final String ROWS_REDRIVEN =
            "some of its rows were redriven by themselves, and would be stored a second time: take their sections out of "
                    + "kinesis-lake:sections, deploy, redrive the batch, and put them back";

    private final StoredBatches batches;
    private final BatchCheck check;
    private final LakeConsumer consumer;
    private final Complaints complaints;
    private final List<Outcome> outcomes = new ArrayList<>();

    public BatchRedrive(FailedBucket bucket, BatchCheck check, LakeConsumer consumer, Complaints complaints) {
        this.batches = new StoredBatches(bucket, this::report);
        this.check = check;
        this.consumer = consumer;
        this.complaints = complaints;
    }

    /**
     * What became of the chosen batches.
     *
     * @param redriven now
     * @param before redriven by an earlier redrive
     * @param leftAlone since they were delivered again after Lambda had given them up, and are stored
     */
    public record BatchTotals(long chosen, long redriven, long before, long leftAlone) {

        public boolean everythingIsStored() {
            return chosen == redriven + before + leftAlone;
        }
    }

    /** What became of one. */
    private enum Outcome {
        REDRIVEN,
        BEFORE,
        LEFT_ALONE,
        NOT_DONE
    }

    /** Redrives the chosen batches, one after the other. */
    public BatchTotals run(Choice choice, Set<String> keys) throws InterruptedException {
        outcomes.clear();
        batches.each(choice, keys, batch -> outcomes.add(take(batch)));
        return new BatchTotals(
                outcomes.size(),
                frequency(outcomes, Outcome.REDRIVEN),
                frequency(outcomes, Outcome.BEFORE),
                frequency(outcomes, Outcome.LEFT_ALONE));
    }

    private void report(RedriveException unreadable) {
        outcomes.add(Outcome.NOT_DONE);
        complaints.unreadable(unreadable);
    }

    private Outcome take(StoredBatch batch) throws InterruptedException {
        if (batches.isRedriven(batch.key())) {
            return Outcome.BEFORE;
        }
        try {
            var step = advised(batch);
            while (step.rest() != null) {
                step = advised(step.rest());
            }
            return step.outcome();
        } catch (RedriveException unreadable) {
            return notDone(batch, String.valueOf(unreadable.getMessage()));
        }
    }

    /**
     * What came of an invocation, or of none.
     *
     * @param rest the records that were too much for it, a batch of their own now; null where there are none
     */
    private record Step(Outcome outcome, @Nullable StoredBatch rest) {}

    private Step advised(StoredBatch batch) throws InterruptedException {
        return switch (check.advise(batch)) {
            case REDRIVE -> redrive(batch);
            case LEAVE_ALONE -> new Step(Outcome.LEFT_ALONE, null);
            case WAIT -> new Step(notDone(batch, STILL_DELIVERED), null);
            case ROWS_REDRIVEN -> new Step(notDone(batch, ROWS_REDRIVEN), null);
        };
    }

    private Step redrive(StoredBatch batch) throws InterruptedException {
        var payload = batch.payload();
        if (payload == null) {
            return new Step(notDone(batch, "has no payload"), null);
        }
        var answer = consumer.consume(
                StoredBatch.invocation(payload, check.replacesUntil(batch)).getBytes(UTF_8));
        if (answer instanceof LakeConsumer.NotStored not) {
            return new Step(notDone(batch, not.why()), null);
        }
        if (answer instanceof LakeConsumer.StoredUpTo upTo) {
            return storedUpTo(batch, upTo.sequenceNumber());
        }
        batches.noteRedriven(batch.key());
        return new Step(Outcome.REDRIVEN, null);
    }

    /** Noted, so that a redrive which is cut off here, too, goes on with the rest: only the rest's objects are named after its rows. */
    private Step storedUpTo(StoredBatch batch, String sequenceNumber) {
        var rest = batch.from(sequenceNumber);
        if (rest.isEmpty()) {
            var why =
                    "the function could not store it from sequence number " + sequenceNumber + " on; its log says why";
            return new Step(notDone(batch, why), null);
        }
        batches.noteStoredUpTo(batch.key(), sequenceNumber);
        return new Step(Outcome.NOT_DONE, rest.get());
    }

    private Outcome notDone(StoredBatch batch, String why) {
        complaints.batch(batch.key(), why);
        return Outcome.NOT_DONE;
    }
}
