package dev.kinesislake.function.decode;

import org.jspecify.annotations.Nullable;

/**
 * The place of one user record in the stream. It names a row for ever: no two records share it and no retry changes it.
 *
 * @param shardId such as {@code shardId-000000000000}
 * @param sequenceNumber of the Kinesis record, decimal digits
 * @param subSequenceNumber the user record's index inside a KPL aggregate, from 0; null for a record sent on its own
 */
public record Position(
        String shardId, String sequenceNumber, @Nullable Long subSequenceNumber) {

    /** As it stands in an object's key: {@code <shardId>-<sequenceNumber>[-<subSequenceNumber>]}. */
    public String inKey() {
        var own = shardId + "-" + sequenceNumber;
        return subSequenceNumber == null ? own : own + "-" + subSequenceNumber;
    }
}
