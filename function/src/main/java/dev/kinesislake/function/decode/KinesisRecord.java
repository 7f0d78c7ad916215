package dev.kinesislake.function.decode;

import java.time.Instant;

/**
 * A record of an invocation's batch, as the stream keeps it.
 *
 * @param sequenceNumber decimal digits
 * @param arrivalTime the approximate arrival time that Kinesis gave it, whole milliseconds
 * @param data exactly as the producer sent it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record KinesisRecord(
        String shardId, String sequenceNumber, String partitionKey, Instant arrivalTime, byte[] data) {}
