package dev.kinesislake.local.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A record to be put.
 *
 * @param hashKey decides on the shard: the partition key's or an explicit one
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record PutEntry(String partitionKey, BigInteger hashKey, byte[] data) {

    /** What counts towards the limits: the data's bytes and those of the partition key in UTF-8. */
    long size() {
        return (long) data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }
}
