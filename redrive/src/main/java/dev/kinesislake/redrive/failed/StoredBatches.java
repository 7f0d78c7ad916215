package dev.kinesislake.redrive.failed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.RedriveException;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads discarded batches, one in memory at a time. */
public final class StoredBatches {

    private final FailedBucket bucket;
    private final Consumer<RedriveException> unreadable;

    /** For those that want the first object that can't be read to be the end. */
    public StoredBatches(FailedBucket bucket) {
        this(bucket, why -> {
            throw why;
        });
    }

    /**
     * Prepares to read.
     *
     * @param unreadable takes why an object can't be read; {@link #each} goes on with the others
     */
    public StoredBatches(FailedBucket bucket, Consumer<RedriveException> unreadable) {
        this.bucket = bucket;
        this.unreadable = unreadable;
    }

    /** Takes one batch after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(StoredBatch batch) throws InterruptedException;
    }

    /**
     * Hands over the chosen batches, in the order of their keys.
     *
     * @param keys the only ones; where empty, all
     */
    public void each(Choice choice, Set<String> keys, Taker taker) throws InterruptedException {
        for (var object : bucket.list(LakeLayout.UNPROCESSED_PREFIX)) {
            if (keys.isEmpty() || keys.contains(object.key())) {
                var batch = readOrReport(object.key());
                if (batch != null && choice.includes(batch)) {
                    taker.take(batch);
                }
            }
        }
    }

    /** The batch of a key; null where there is none. */
    public @Nullable StoredBatch find(String key) {
        for (var object : bucket.list(key)) {
            if (object.key().equals(key)) {
                return read(key);
            }
        }
        return null;
    }

    private @Nullable StoredBatch readOrReport(String key) {
        try {
            return read(key);
        } catch (RedriveException why) {
            unreadable.accept(why);
            return null;
        }
    }

    /** Whether a batch was redriven. */
    public boolean isRedriven(String key) {
        return bucket.list(LakeLayout.redrivenKey(key)).iterator().hasNext();
    }

    /** Notes that a batch was redriven. */
    public void noteRedriven(String key) {
        bucket.put(LakeLayout.redrivenKey(key), "{}".getBytes(UTF_8));
    }

    /**
     * Notes that a batch is stored as far as a record, and the rest of it isn't yet. From then on only the rest is read.
     *
     * @param sequenceNumber of the first record of the rest
     */
    public void noteStoredUpTo(String key, String sequenceNumber) {
        bucket.put(LakeLayout.redrivenPartPrefix(key) + sequenceNumber, "{}".getBytes(UTF_8));
    }

    private StoredBatch rest(StoredBatch batch) {
        var prefix = LakeLayout.redrivenPartPrefix(batch.key());
        BigInteger from = batch.first();
        for (var part : bucket.list(prefix)) {
            from = from.max(new BigInteger(part.key().substring(prefix.length())));
        }
        return batch.from(from.toString()).orElse(batch);
    }

    private StoredBatch read(String key) {
        return rest(StoredBatch.parse(key, bucket.get(key)));
    }
}
