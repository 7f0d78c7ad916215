package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.lake.BatchCheck;
import java.util.Set;

/**
 * Invokes the consumer with batches that Lambda gave up. Its objects' keys come from the records alone, so that rows which were stored
 * the first time are overwritten, and a batch that is redriven twice leaves no row twice: it needs no claim, only a note when it's done.
 */
public final class BatchRedrive {

    private static final String STILL_DELIVERED =
            "its objects hold rows behind it that are nowhere else: redrive it again when the mapping is through with them";

    private final StoredBatches batches;
    private final BatchCheck check;
    private final LakeConsumer consumer;
    private final Complaints complaints;

    public BatchRedrive(FailedBucket bucket, BatchCheck check, LakeConsumer consumer, Complaints complaints) {
        this.batches = new StoredBatches(bucket);
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

    /** Redrives the chosen batches, one after the other. */
    public BatchTotals run(Choice choice, Set<String> keys) throws InterruptedException {
        var count = new long[4];
        batches.each(choice, keys, batch -> {
            count[0]++;
            if (batches.isRedriven(batch.key())) {
                count[2]++;
                return;
            }
            switch (check.advise(batch)) {
                case REDRIVE -> count[1] += redrive(batch) ? 1 : 0;
                case LEAVE_ALONE -> count[3]++;
                case WAIT -> complaints.batch(batch.key(), STILL_DELIVERED);
            }
        });
        return new BatchTotals(count[0], count[1], count[2], count[3]);
    }

    private boolean redrive(StoredBatch batch) throws InterruptedException {
        var payload = batch.payload();
        if (payload == null) {
            complaints.batch(batch.key(), "has no payload");
            return false;
        }
        var failure = consumer.consume(payload.getBytes(UTF_8));
        failure.ifPresent(why -> complaints.batch(batch.key(), why));
        if (failure.isPresent()) {
            return false;
        }
        batches.noteRedriven(batch.key());
        return true;
    }
}
