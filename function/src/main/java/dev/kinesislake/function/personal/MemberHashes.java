package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.decode.JsonText.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of members' values, as JSON. That of a string is the hash of the characters that it stands for, in UTF-8, however they are
 * escaped; that of any other value is the hash of its JSON text as it was sent, without insignificant white space. So the string
 * {@code "7"} and the number {@code 7} have one hash.
 *
 * <p>A visitor sends many events: what was hashed last is remembered, as the function's JVM takes microseconds for a hash. For one thread.
 */
final class MemberHashes {

    /** How many values are remembered. A power of two. */
    private static final int REMEMBERED = 32 * 1024;

    /** The slots that a value may be in. A power of two. */
    private static final int WAYS = 4;

    /** A value's length, the value and its hash, side by side: memory is what a look takes time for. */
    private static final int SLOT_BYTES = 64;

    private static final int MAX_REMEMBERED_BYTES = SLOT_BYTES - 1 - MemberHmac.CHARACTERS;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** 2^64 divided by the golden ratio: the high bits of a product with it depend on all bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final MemberHmac hmac;

    /** A hash as JSON begins with it. */
    private final byte[] prefix;

    /** Slots of zeros have no value yet. */
    private final byte[] remembered = new byte[REMEMBERED * SLOT_BYTES];

    private int nextWay;

    MemberHashes(MemberHmac hmac) {
        this.hmac = hmac;
        this.prefix = ('"' + hmac.prefix()).getBytes(ISO_8859_1);
    }

    /** A value's hash; null for null, which says nothing about anybody. */
    byte @Nullable [] of(JsonText value) {
        if (value.kind() == Kind.NULL) {
            return null;
        }
        if (value.kind() != Kind.STRING) {
            return of(value.bytes(), value.start(), value.length());
        }
        if (value.hasEscapes()) {
            var text = value.asString().getBytes(UTF_8);
            return of(text, 0, text.length);
        }
        return of(value.bytes(), value.start() + 1, value.length() - 2);
    }

    private byte[] of(byte[] bytes, int start, int length) {
        if (length == 0 || length > MAX_REMEMBERED_BYTES) {
            return json(hmac.hash(bytes, start, length), 0);
        }
        int first = firstSlot(bytes, start, length) * SLOT_BYTES;
        int end = first + WAYS * SLOT_BYTES;
        int slot = first;
        while (slot < end && remembered[slot] != 0) {
            if (remembered[slot] == length
                    && Arrays.equals(remembered, slot + 1, slot + 1 + length, bytes, start, start + length)) {
                return json(remembered, hashIn(slot));
            }
            slot += SLOT_BYTES;
        }
        if (slot == end) {
            nextWay = (nextWay + 1) & (WAYS - 1);
            slot = first + nextWay * SLOT_BYTES;
        }
        var hash = hmac.hash(bytes, start, length);
        remembered[slot] = (byte) length;
        System.arraycopy(bytes, start, remembered, slot + 1, length);
        System.arraycopy(hash, 0, remembered, hashIn(slot), hash.length);
        return json(hash, 0);
    }

    private static int hashIn(int slot) {
        return slot + SLOT_BYTES - MemberHmac.CHARACTERS;
    }

    private static int firstSlot(byte[] bytes, int start, int length) {
        long sum = length;
        int at = start;
        for (; at + Long.BYTES <= start + length; at += Long.BYTES) {
            sum = (sum ^ (long) EIGHT_BYTES.get(bytes, at)) * SPREAD;
            sum ^= sum >>> Integer.SIZE;
        }
        for (; at < start + length; at++) {
            sum = (sum ^ bytes[at]) * SPREAD;
        }
        return (int) ((sum * SPREAD) >>> (Long.SIZE - Integer.numberOfTrailingZeros(REMEMBERED))) & -WAYS;
    }

    private byte[] json(byte[] from, int start) {
        var json = Arrays.copyOf(prefix, prefix.length + MemberHmac.CHARACTERS + 1);
        System.arraycopy(from, start, json, prefix.length, MemberHmac.CHARACTERS);
        json[json.length - 1] = '"';
        return json;
    }
}
