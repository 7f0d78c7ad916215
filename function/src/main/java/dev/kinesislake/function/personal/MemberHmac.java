package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.decode.JsonText.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into its hash: {@code v<the key's version>:<HMAC-SHA-256 in base64url>}, of which the first 16 bytes are taken (RFC 2104,
 * "Truncated output"), as hashes don't compress. That of a string is the hash of the characters that it stands for, in UTF-8, however they
 * are escaped; that of any other value is the hash of its JSON text as it was sent, without insignificant white space. So the string
 * {@code "7"} and the number {@code 7} have one hash.
 *
 * <p>A visitor sends many events: what was hashed last is remembered, as the function's JVM takes microseconds for a hash.
 */
public final class MemberHmac {

    /** The first bytes of the HMAC, which are the hash. */
    public static final int BYTES = 16;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5C;

    /** How many values are remembered. A power of two. */
    private static final int REMEMBERED = 32 * 1024;

    /** The slots that a value may be in. A power of two. */
    private static final int WAYS = 4;

    /** A value's length, the value and its hash as JSON: side by side, as memory is what a look takes time for. */
    private static final int SLOT_BYTES = 96;

    private static final int MAX_REMEMBERED_BYTES = 60;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] prefix;

    // The key's part of both digests is the same for each value, and is computed once: a copy of them goes on from
    // there. A Mac begins
    // anew each time, which takes twice as long.
    private final MessageDigest inner;
    private final MessageDigest outer;

    /** Slots of zeros have no value yet. */
    private final byte[] remembered = new byte[REMEMBERED * SLOT_BYTES];

    private final int jsonLength;
    private int nextWay;

    /** @param key no longer than a block */
    MemberHmac(int version, byte[] key) {
        prefix = ("v" + version + ":").getBytes(ISO_8859_1);
        inner = digest(key, INNER_PAD);
        outer = digest(key, OUTER_PAD);
        jsonLength = json(key, 0, 0).length;
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

    /** The hash of bytes. */
    public synchronized String of(byte[] bytes) {
        return new String(hash(bytes, 0, bytes.length), ISO_8859_1);
    }

    private byte[] hash(byte[] bytes, int start, int length) {
        var digest = copy(inner);
        digest.update(bytes, start, length);
        var innerHash = digest.digest();
        digest = copy(outer);
        var encoded = BASE64URL.encode(Arrays.copyOf(digest.digest(innerHash), BYTES));
        var hash = Arrays.copyOf(prefix, prefix.length + encoded.length);
        System.arraycopy(encoded, 0, hash, prefix.length, encoded.length);
        return hash;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException javasOwnCan) {
            throw new IllegalStateException(javasOwnCan);
        }
    }

    /** A value's hash as JSON; null for null, which says nothing about anybody. */
    public synchronized byte @Nullable [] jsonOf(JsonText value) {
        if (value.kind() == Kind.NULL) {
            return null;
        }
        if (value.kind() != Kind.STRING) {
            return remembered(value.bytes(), value.start(), value.length());
        }
        if (value.hasEscapes()) {
            var text = value.asString().getBytes(UTF_8);
            return remembered(text, 0, text.length);
        }
        return remembered(value.bytes(), value.start() + 1, value.length() - 2);
    }

    private byte[] remembered(byte[] bytes, int start, int length) {
        if (length == 0 || length > MAX_REMEMBERED_BYTES) {
            return json(bytes, start, length);
        }
        int first = firstSlot(bytes, start, length) * SLOT_BYTES;
        for (int slot = first; slot < first + WAYS * SLOT_BYTES; slot += SLOT_BYTES) {
            if (remembered[slot] == length
                    && Arrays.equals(remembered, slot + 1, slot + 1 + length, bytes, start, start + length)) {
                return Arrays.copyOfRange(remembered, slot + SLOT_BYTES - jsonLength, slot + SLOT_BYTES);
            }
        }
        var json = json(bytes, start, length);
        nextWay = (nextWay + 1) & (WAYS - 1);
        int slot = first + nextWay * SLOT_BYTES;
        remembered[slot] = (byte) length;
        System.arraycopy(bytes, start, remembered, slot + 1, length);
        System.arraycopy(json, 0, remembered, slot + SLOT_BYTES - jsonLength, jsonLength);
        return json;
    }

    private static int firstSlot(byte[] bytes, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        // The product's high bits depend on all of the hash.
        int spread = hash * 0x9E3779B9;
        return (spread >>> (Integer.SIZE - Integer.numberOfTrailingZeros(REMEMBERED))) & -WAYS;
    }

    private byte[] json(byte[] bytes, int start, int length) {
        var hash = hash(bytes, start, length);
        var json = new byte[hash.length + 2];
        json[0] = '"';
        System.arraycopy(hash, 0, json, 1, hash.length);
        json[json.length - 1] = '"';
        return json;
    }
}
