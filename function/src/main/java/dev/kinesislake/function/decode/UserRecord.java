package dev.kinesislake.function.decode;

import java.time.Instant;

/**
 * Where a row comes from: a Kinesis record, one of those that the KPL put together into a Kinesis record, or one event of either.
 *
 * @param position names the row for ever
 * @param partitionKey the producer's own, not the aggregate's
 * @param arrivalTime of the Kinesis record, whole milliseconds
 * @param data exactly as the producer sent it, or an event's own bytes of what was decompressed and split; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record UserRecord(Position position, String partitionKey, Instant arrivalTime, byte[] data) {

    /** A Kinesis record as a whole. */
    static UserRecord of(KinesisRecord record) {
        return new UserRecord(
                new Position(record.shardId(), record.sequenceNumber(), null),
                record.partitionKey(),
                record.arrivalTime(),
                record.data());
    }
}
