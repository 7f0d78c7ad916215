package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A record to be put.
 *
 * @param hashKey decides on the shard: the partition key's or an explicit one
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record PutEntry(String partitionKey, BigInteger hashKey, byte[] data) {

    /** A record for the shard that its partition key decides on. */
    public static PutEntry of(String partitionKey, byte[] data) {
        return new PutEntry(partitionKey, HashKey.of(partitionKey), data);
    }

    /** What counts towards the limits: the data's bytes and those of the partition key in UTF-8. */
    long size() {
        return (long) data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }
}
