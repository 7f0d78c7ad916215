package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Tells which rows are of people who are erased, by the list as it was at the last look; of nobody before the first. Such rows are no longer
 * stored, and those that are left are about to be cleaned.
 */
final class ErasedRows {

    private final Bucket lake;
    private byte[] list = {};
    private Predicate<Decoded> test = row -> false;

    ErasedRows(Bucket lake) {
        this.lake = lake;
    }

    /** Reads the list; returns whether it has changed. */
    boolean lookAnew() {
        var current = current();
        if (Arrays.equals(list, current)) {
            return false;
        }
        test = test(current);
        list = current;
        return true;
    }

    private byte[] current() {
        for (var listed : lake.list(LakeLayout.ERASED_KEY)) {
            if (listed.key().equals(LakeLayout.ERASED_KEY)) {
                return lake.get(listed.key());
            }
        }
        return new byte[0];
    }

    private static Predicate<Decoded> test(byte[] list) {
        try {
            return list.length == 0 ? row -> false : Erased.ofJson(list).test();
        } catch (IOException damaged) {
            throw new UncheckedIOException(
                    "object " + LakeLayout.ERASED_KEY + " can't be read: " + damaged.getMessage(), damaged);
        }
    }

    /** Whether nobody has been erased. */
    boolean isEmpty() {
        return list.length == 0;
    }

    /** Whether a row of a batch is one of them. */
    boolean include(Decoded row) {
        return test.test(row);
    }

    /** Whether a row of the lake is one of them. */
    boolean include(LakeRow row) {
        return !isEmpty() && test.test(row.decoded());
    }

    /** Whether a failed row is one of them, whatever its reason is. */
    boolean include(FailedRow row) {
        return !isEmpty()
                && test.test(new Decoded.Invalid(row.record(), Reason.MALFORMED_JSON, row.detail(), row.path()));
    }
}
