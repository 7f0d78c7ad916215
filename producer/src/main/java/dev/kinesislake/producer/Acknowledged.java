package dev.kinesislake.producer;

/**
 * Where the stream put a record: from then on Kinesis keeps it.
 *
 * @param shardId such as {@code shardId-000000000000}
 * @param sequenceNumber decimal digits
 */
public record Acknowledged(String shardId, String sequenceNumber) {}
