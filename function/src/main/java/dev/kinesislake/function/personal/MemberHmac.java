package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A value's hash: {@code v<the key's version>:<HMAC-SHA-256 in base64url>}, of which the first {@value #BYTES} bytes are taken (RFC 2104,
 * "Truncated output"), as hashes don't compress.
 */
public final class MemberHmac {

    /** The first bytes of the HMAC, which are the hash. */
    public static final int BYTES = 16;

    /** As many characters of base64. */
    static final int CHARACTERS = (BYTES * Byte.SIZE + 5) / 6;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5C;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final String prefix;

    // The key's part of both digests is the same for each value, and is computed once: a copy of them goes on from
    // there. A Mac begins anew each time, which takes twice as long.
    private final MessageDigest inner;
    private final MessageDigest outer;

    /** @param key no longer than a block */
    MemberHmac(int version, byte[] key) {
        prefix = "v" + version + ":";
        inner = digest(key, INNER_PAD);
        outer = digest(key, OUTER_PAD);
    }

    private static MessageDigest digest(byte[] key, byte pad) {
        var block = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < block.length; i++) {
            block[i] ^= pad;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(block);
            return digest;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** What all hashes begin with. */
    String prefix() {
        return prefix;
    }

    /** The hash of bytes. */
    public String of(byte[] bytes) {
        return prefix + new String(hash(bytes, 0, bytes.length), ISO_8859_1);
    }

    /** The hash of some bytes, without the {@link #prefix}: {@link #CHARACTERS} of them. */
    synchronized byte[] hash(byte[] bytes, int start, int length) {
        var digest = copy(inner);
        digest.update(bytes, start, length);
        var innerHash = digest.digest();
        digest = copy(outer);
        return BASE64URL.encode(Arrays.copyOf(digest.digest(innerHash), BYTES));
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException javasOwnCan) {
            throw new IllegalStateException(javasOwnCan);
        }
    }
}
