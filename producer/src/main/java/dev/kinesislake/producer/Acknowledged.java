package dev.kinesislake.producer;

import org.jspecify.annotations.Nullable;

/**
 * Where the stream put an event: from then on Kinesis keeps it.
 *
 * @param shardId such as {@code shardId-000000000000}
 * @param sequenceNumber of its record; decimal digits
 * @param subSequenceNumber its index in a gathered record; null where the record is the event
 */
public record Acknowledged(
        String shardId, String sequenceNumber, @Nullable Integer subSequenceNumber) {

    /** Of an event that has a record of its own. */
    public Acknowledged(String shardId, String sequenceNumber) {
        this(shardId, sequenceNumber, null);
    }
}
