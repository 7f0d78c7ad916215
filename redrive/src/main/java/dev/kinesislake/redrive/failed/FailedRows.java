package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.RedriveException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads failed rows, one object of them in memory at a time. */
public final class FailedRows {

    private final FailedBucket bucket;
    private final Consumer<RedriveException> unreadable;

    /**
     * Prepares to read.
     *
     * @param unreadable takes why an object can't be read, each time it's met; the others are read all the same
     */
    public FailedRows(FailedBucket bucket, Consumer<RedriveException> unreadable) {
        this.bucket = bucket;
        this.unreadable = unreadable;
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(FailedRow row) throws InterruptedException;
    }

    /** Hands over the chosen rows, in the order of their objects' keys. */
    public void each(Choice choice, Taker taker) throws InterruptedException {
        for (var object : bucket.list(LakeLayout.FAILED_PREFIX)) {
            var key = FailedKey.parse(object.key());
            if (key.isPresent() && choice.mayBeIn(key.get())) {
                each(object.key(), choice, taker);
            }
        }
    }

    private void each(String key, Choice choice, Taker taker) throws InterruptedException {
        var rows = open(key);
        var row = rows == null ? null : next(rows);
        while (rows != null && row != null) {
            if (choice.includes(row)) {
                taker.take(row);
            }
            row = next(rows);
        }
    }

    private @Nullable FailedObject open(String key) {
        try {
            return FailedObject.open(key, bucket.get(key));
        } catch (RedriveException why) {
            unreadable.accept(why);
            return null;
        }
    }

    private @Nullable FailedRow next(FailedObject rows) {
        try {
            return rows.next();
        } catch (RedriveException why) {
            unreadable.accept(why);
            return null;
        }
    }
}
