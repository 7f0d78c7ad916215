package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.util.Set;

/**
 * Invokes the consumer with batches that Lambda gave up. Its objects' keys come from the records alone, so that rows which were stored
 * the first time are overwritten, and a batch that is redriven twice leaves no row twice: it needs no claim, only a note when it's done.
 */
public final class BatchRedrive {

    private final FailedBucket bucket;
    private final StoredBatches batches;
    private final LakeConsumer consumer;
    private final Complaints complaints;

    public BatchRedrive(FailedBucket bucket, LakeConsumer consumer, Complaints complaints) {
        this.bucket = bucket;
        this.batches = new StoredBatches(bucket);
        this.consumer = consumer;
        this.complaints = complaints;
    }

    /**
     * What became of the chosen batches.
     *
     * @param redriven now
     * @param before by an earlier redrive
     */
    public record BatchTotals(long chosen, long redriven, long before) {

        public boolean everythingIsRedriven() {
            return chosen == redriven + before;
        }
    }

    /** Redrives the chosen batches, one after the other. */
    public BatchTotals run(Choice choice, Set<String> keys) throws InterruptedException {
        var count = new long[3];
        batches.each(choice, keys, batch -> {
            count[0]++;
            if (isRedriven(bucket, batch.key())) {
                count[2]++;
            } else if (redrive(batch)) {
                count[1]++;
            }
        });
        return new BatchTotals(count[0], count[1], count[2]);
    }

    /** Whether a batch was redriven. */
    public static boolean isRedriven(FailedBucket bucket, String key) {
        return bucket.list(LakeLayout.redrivenKey(key)).iterator().hasNext();
    }

    private boolean redrive(StoredBatch batch) {
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
        bucket.put(LakeLayout.redrivenKey(batch.key()), "{}".getBytes(UTF_8));
        return true;
    }
}
