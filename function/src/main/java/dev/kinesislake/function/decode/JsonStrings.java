package dev.kinesislake.function.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the next byte of a JSON string that is no plain character, eight bytes at a time: most bytes of an invocation stand inside
 * strings, and reading it takes a fifth longer where each of them is looked at alone.
 */
final class JsonStrings {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private JsonStrings() {}

    /**
     * The first byte from {@code at} to before {@code end} that is a quote, a backslash or a control character; {@code end} where
     * there is none.
     *
     * @param asciiOnly whether it also stops at the first byte that is none of ASCII
     */
    static int special(byte[] in, int at, int end, boolean asciiOnly) {
        long alsoHigh = asciiOnly ? HIGH_BITS : 0;
        int i = at;
        while (i <= end - Long.BYTES) {
            long bytes = (long) EIGHT_BYTES.get(in, i);
            long special = specials(bytes) | (bytes & alsoHigh);
            if (special != 0) {
                return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < end && in[i] != '"' && in[i] != '\\' && (in[i] & 0xE0) != 0 && !(asciiOnly && in[i] < 0)) {
            i++;
        }
        return i;
    }

    /**
     * The high bit of each special byte; only the lowest is exact, for a subtraction borrows from the bytes above it. Turning the
     * second bit moves the quote next to the control characters, which stay among themselves, so that one subtraction finds both.
     */
    private static long specials(long bytes) {
        long quoteOrControl = (bytes ^ ONES * 2) - ONES * 0x21;
        long backslash = (bytes ^ ONES * '\\') - ONES;
        return (quoteOrControl | backslash) & ~bytes & HIGH_BITS;
    }

    /** The first byte from {@code at} to before {@code end} that is none of ASCII; {@code end} where there is none. */
    static int firstNonAscii(byte[] in, int at, int end) {
        int i = at;
        while (i <= end - Long.BYTES && ((long) EIGHT_BYTES.get(in, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < end && in[i] >= 0) {
            i++;
        }
        return i;
    }
}
