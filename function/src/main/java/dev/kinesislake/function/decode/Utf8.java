package dev.kinesislake.function.decode;

/** Checks that bytes are UTF-8 (RFC 3629). */
final class Utf8 {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /** The offset of the first byte that is not valid UTF-8, or -1 where all are. */
    static int firstInvalid(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at = JsonStrings.firstNonAscii(bytes, at, bytes.length);
            int next = skipNonAscii(bytes, at, bytes.length);
            if (next < bytes.length && bytes[next] < 0) {
                return next;
            }
            at = next;
        }
        return -1;
    }

    /** Passes over characters that are none of ASCII, up to {@code end}, to one that is, or to a byte that isn't valid UTF-8. */
    static int skipNonAscii(byte[] in, int at, int end) {
        int i = at;
        while (i < end && in[i] < 0) {
            int length = lengthOfNonAscii(in, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return i;
    }

    /** How many bytes the character has that begins here, 0 where none does (RFC 3629, "Syntax of UTF-8 Byte Sequences"). */
    private static int lengthOfNonAscii(byte[] in, int at, int end) {
        int lead = in[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            return 0;
        }
        int second = in[at + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int greatest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > greatest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((in[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The length of the byte order mark that the bytes begin with, 0 where they don't. */
    static int byteOrderMark(byte[] bytes) {
        boolean marked = bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
        return marked ? BYTE_ORDER_MARK.length : 0;
    }
}
