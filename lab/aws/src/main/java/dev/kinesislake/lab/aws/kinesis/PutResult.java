package dev.kinesislake.lab.aws.kinesis;

/** What came of a record that was put. */
public sealed interface PutResult {

    record Stored(String shardId, String sequenceNumber) implements PutResult {}

    record Refused(KinesisError error, String message) implements PutResult {}
}
