package dev.kinesislake.function.decode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The frame of an aggregate (Amazon Kinesis Producer Library, "KPL Aggregated Record Format"): four magic bytes, a Protocol Buffers
 * message, and the message's MD5.
 */
public final class AggregateFormat {

    public static final int MAGIC_LENGTH = 4;
    public static final int DIGEST_LENGTH = 16;

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private AggregateFormat() {}

    /** A copy of the magic bytes. */
    public static byte[] magic() {
        return MAGIC.clone();
    }

    /** Whether a record begins with the magic bytes. */
    public static boolean hasMagic(byte[] record) {
        return record.length >= MAGIC_LENGTH && Arrays.equals(record, 0, MAGIC_LENGTH, MAGIC, 0, MAGIC_LENGTH);
    }

    /** The MD5 of a range of bytes: the format's checksum, not a protection. */
    public static byte[] digest(byte[] bytes, int start, int end) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, start, end - start);
            return md5.digest();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
