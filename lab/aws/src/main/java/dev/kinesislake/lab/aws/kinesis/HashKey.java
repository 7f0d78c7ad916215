package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The number that decides on a record's shard: the MD5 of its partition key as an unsigned 128-bit integer, or the explicit hash
 * key of the producer ("PutRecords" in the Amazon Kinesis Data Streams API Reference).
 */
final class HashKey {

    static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);
    static final BigInteger MAX = COUNT.subtract(BigInteger.ONE);

    private HashKey() {}

    static BigInteger of(String partitionKey) {
        return new BigInteger(1, DigestUtils.md5(partitionKey));
    }

    static BigInteger explicit(String digits) {
        var key = new BigInteger(digits);
        if (key.signum() < 0 || key.compareTo(MAX) > 0) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
                            + digits);
        }
        return key;
    }
}
