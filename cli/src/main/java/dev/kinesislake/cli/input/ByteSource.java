package dev.kinesislake.cli.input;

import java.io.IOException;
import java.io.InputStream;

/** Reads a stream byte by byte or line by line, and counts the lines. */
final class ByteSource {

    static final int END = -1;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int limit;
    private long line = 1;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** The number of the line that the next byte is in. */
    long line() {
        return line;
    }

    /** The next byte from 0 to 255, which stays the next one, or {@link #END}. */
    int peek() throws IOException {
        return fill(1) ? buffer[at] & 0xFF : END;
    }

    int read() throws IOException {
        int next = peek();
        if (next != END) {
            at++;
            if (next == '\n') {
                line++;
            }
        }
        return next;
    }

    /** Skips the mark that some editors begin a file with. */
    void skipByteOrderMark() throws IOException {
        if (!fill(BYTE_ORDER_MARK.length)) {
            return;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (buffer[at + i] != BYTE_ORDER_MARK[i]) {
                return;
            }
        }
        at += BYTE_ORDER_MARK.length;
    }

    /** Reads what is left of the line with its end into a piece; returns false where nothing is left. */
    boolean readLine(Piece piece) throws IOException {
        boolean any = false;
        while (fill(1)) {
            any = true;
            int first = at;
            while (at < limit && buffer[at] != '\n') {
                at++;
            }
            boolean ends = at < limit;
            if (ends) {
                at++;
                line++;
            }
            piece.add(buffer, first, at);
            if (ends) {
                break;
            }
        }
        return any;
    }

    /** Skips lines that are blank, then returns the first byte of the next one that isn't white, which is not taken; or {@link #END}. */
    int skipBlankLines() throws IOException {
        while (true) {
            int ahead = 0;
            while (fill(ahead + 1) && isWhite(buffer[at + ahead])) {
                ahead++;
                if (buffer[at + ahead - 1] == '\n' || ahead == buffer.length) {
                    line += buffer[at + ahead - 1] == '\n' ? 1 : 0;
                    at += ahead;
                    ahead = 0;
                }
            }
            if (at + ahead < limit) {
                return buffer[at + ahead] & 0xFF;
            }
            at = limit;
            if (!fill(1)) {
                return END;
            }
        }
    }

    static boolean isWhite(int next) {
        return next == ' ' || next == '\t' || next == '\n' || next == '\r';
    }

    /** Makes so many bytes stand in the buffer, unless the stream ends before. */
    private boolean fill(int wanted) throws IOException {
        while (limit - at < wanted && wanted <= buffer.length) {
            System.arraycopy(buffer, at, buffer, 0, limit - at);
            limit -= at;
            at = 0;
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
        }
        return wanted <= buffer.length;
    }
}
