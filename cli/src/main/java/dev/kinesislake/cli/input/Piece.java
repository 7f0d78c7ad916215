package dev.kinesislake.cli.input;

import java.util.Arrays;

/** The bytes of an event as they are gathered; beyond a bound they are only counted, so that no file can fill the memory. */
final class Piece {

    /** Far above the 10 MiB that a record may have at most. */
    static final int LONGEST = 64 * 1_048_576;

    private byte[] bytes = new byte[4096];
    private int held;
    private long length;

    void clear() {
        held = 0;
        length = 0;
    }

    long length() {
        return length;
    }

    void add(int next) {
        if (length == held && held < LONGEST) {
            room(1);
            bytes[held++] = (byte) next;
        }
        length++;
    }

    void add(byte[] source, int start, int end) {
        int count = end - start;
        if (length == held && held + count <= LONGEST) {
            room(count);
            System.arraycopy(source, start, bytes, held, count);
            held += count;
        }
        length += count;
    }

    /** Lets the nesting follow the bytes from an offset on. */
    void feed(Nesting nesting, long from) {
        for (int i = (int) Math.min(from, held); i < held; i++) {
            nesting.accept(bytes[i]);
        }
    }

    /** Without the end of its last line. */
    RawEvent event(long line) {
        int end = held;
        long left = length;
        if (length == held && end > 0 && bytes[end - 1] == '\n') {
            end -= end > 1 && bytes[end - 2] == '\r' ? 2 : 1;
            left = end;
        }
        return rawEvent(line, end, left);
    }

    /** Without white space behind it. */
    RawEvent trimmed(long line) {
        int end = held;
        while (length == held && end > 0 && ByteSource.isWhite(bytes[end - 1])) {
            end--;
        }
        return rawEvent(line, end, length - (held - end));
    }

    private RawEvent rawEvent(long line, int end, long left) {
        return left == end
                ? new RawEvent(line, Arrays.copyOf(bytes, end), left)
                : new RawEvent(line, new byte[0], left);
    }

    private void room(int more) {
        if (held + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(LONGEST, Math.max(held + more, 2 * bytes.length)));
        }
    }
}
