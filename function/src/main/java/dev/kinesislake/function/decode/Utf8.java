package dev.kinesislake.function.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Checks that bytes are UTF-8 (RFC 3629). */
final class Utf8 {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int DECODED_AT_ONCE = 1024;

    private Utf8() {}

    /** The offset of the first byte that is not valid UTF-8, or -1 where all are. */
    static int firstInvalid(byte[] bytes) {
        int ascii = JsonStrings.firstNonAscii(bytes, 0, bytes.length);
        if (ascii == bytes.length) {
            return -1;
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var from = ByteBuffer.wrap(bytes, ascii, bytes.length - ascii);
        var to = CharBuffer.allocate(DECODED_AT_ONCE);
        while (true) {
            var result = decoder.decode(from, to, true);
            if (result.isError()) {
                return from.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            to.clear();
        }
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
