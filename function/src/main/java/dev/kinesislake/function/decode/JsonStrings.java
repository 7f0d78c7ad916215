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

    /** The eight bytes from {@code at} on, the first of them the lowest. */
    static long eightBytes(byte[] in, int at) {
        return (long) EIGHT_BYTES.get(in, at);
    }

    /**
     * The first byte from {@code at} to before {@code end} that is a quote, a backslash, a control character or none of ASCII;
     * {@code end} where there is none.
     */
    static int special(byte[] in, int at, int end) {
        int i = at;
        while (i <= end - Long.BYTES) {
            long special = specials(eightBytes(in, i));
            if (special != 0) {
                return i + lowestMarkedByte(special);
            }
            i += Long.BYTES;
        }
        while (i < end && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
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
        return (quoteOrControl | backslash | bytes) & HIGH_BITS;
    }

    /**
     * Which byte is the lowest that has its high bit set. {@link Long#numberOfTrailingZeros} would say it, too, but takes branches
     * where only the second compiler knows an instruction for it. Below the lowest bit all become ones, then one a byte, and the
     * product's highest byte is their sum.
     */
    private static int lowestMarkedByte(long highBits) {
        long below = (highBits & -highBits) - 1;
        return (int) (((below & ONES) * ONES) >>> 56) - 1;
    }

    /** The first line feed from {@code at} to before {@code end}; {@code end} where there is none. */
    static int lineFeed(byte[] in, int at, int end) {
        int i = at;
        while (i <= end - Long.BYTES) {
            long others = eightBytes(in, i) ^ ONES * '\n';
            long lineFeeds = (others - ONES) & ~others & HIGH_BITS;
            if (lineFeeds != 0) {
                return i + lowestMarkedByte(lineFeeds);
            }
            i += Long.BYTES;
        }
        while (i < end && in[i] != '\n') {
            i++;
        }
        return i;
    }

    /** The first byte from {@code at} to before {@code end} that is none of ASCII; {@code end} where there is none. */
    static int firstNonAscii(byte[] in, int at, int end) {
        int i = at;
        while (i <= end - Long.BYTES && (eightBytes(in, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < end && in[i] >= 0) {
            i++;
        }
        return i;
    }
}
