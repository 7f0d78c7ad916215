package dev.kinesislake.lab.aws.kinesis;

import java.time.Instant;

/**
 * A record as a shard keeps it.
 *
 * @param sequenceNumber decimal digits, growing within its shard
 * @param arrival when the shard took it, in whole milliseconds
 * @param data exactly as the producer sent it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record StreamRecord(String sequenceNumber, String partitionKey, Instant arrival, byte[] data) {}
