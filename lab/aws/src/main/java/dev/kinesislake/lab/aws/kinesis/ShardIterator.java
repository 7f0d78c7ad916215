package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * A place in a shard to go on reading from, good for five minutes ("GetShardIterator" in the Amazon Kinesis Data Streams API
 * Reference).
 *
 * @param sequenceNumber of the record that comes next
 */
record ShardIterator(String streamName, String shardId, String sequenceNumber, Instant issuedAt) {

    /** Where an iterator begins. The constants are spelt as on the wire. */
    enum Type {
        AT_SEQUENCE_NUMBER,
        AFTER_SEQUENCE_NUMBER,
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    private static final String KIND = "shard-iterator";
    private static final Duration LIFE = Duration.ofMinutes(5);

    String token() {
        return OpaqueToken.pack(KIND, streamName, shardId, sequenceNumber, Long.toString(issuedAt.toEpochMilli()));
    }

    /** @throws KinesisException when the token is no iterator */
    static ShardIterator of(String token) {
        var invalid = new KinesisException(KinesisError.INVALID_ARGUMENT, "Invalid ShardIterator.");
        var fields = OpaqueToken.unpack(KIND, 4, token).orElseThrow(() -> invalid);
        try {
            return new ShardIterator(
                    fields.get(0),
                    fields.get(1),
                    new BigInteger(fields.get(2)).toString(),
                    Instant.ofEpochMilli(Long.parseLong(fields.get(3))));
        } catch (NumberFormatException forged) {
            throw invalid;
        }
    }

    void requireFresh(Instant now) {
        if (issuedAt.plus(LIFE).isBefore(now)) {
            throw new KinesisException(
                    KinesisError.EXPIRED_ITERATOR,
                    "Iterator expired. The iterator was created at time " + issuedAt + " while right now it is " + now
                            + " which is further in the future than the tolerated delay of " + LIFE.toMillis()
                            + " milliseconds.");
        }
    }
}
