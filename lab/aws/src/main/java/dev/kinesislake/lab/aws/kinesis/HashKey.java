package dev.kinesislake.lab.aws.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number that decides on a record's shard: the MD5 of its partition key as an unsigned 128-bit integer, or the explicit hash
 * key of the producer ("PutRecords" in the Amazon Kinesis Data Streams API Reference).
 */
final class HashKey {

    static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);
    static final BigInteger MAX = COUNT.subtract(BigInteger.ONE);

    private HashKey() {}

    static BigInteger of(String partitionKey) {
        try {
            var md5 = MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, md5);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JVM has no MD5", missing);
        }
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
