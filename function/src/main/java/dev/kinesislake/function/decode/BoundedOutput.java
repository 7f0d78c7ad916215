package dev.kinesislake.function.decode;

import java.util.Arrays;

/** Bytes that are written behind one another, up to a limit. */
final class BoundedOutput {

    private static final int MIN_ROOM = 1024;

    private final int limit;
    private byte[] bytes = {};
    private int length;
    private int wasted;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    /** The bytes to be written to, from {@link #length} on. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** How many bytes can be written before room has to be made. */
    int room() {
        return bytes.length - length;
    }

    /** Makes room for the bytes that are expected to come, at least one, and at most up to one beyond the limit. */
    void makeRoom(long expected) throws TooLargeException {
        if (length > limit) {
            throw tooLarge();
        }
        if (isFull()) {
            return;
        }
        // At least doubled: whatever is expected, bytes are copied a few times and not with each kilobyte.
        long wanted = Math.max(length + Math.max(expected, MIN_ROOM), 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, limit + 1L));
    }

    /** Notes that bytes were written. */
    void wrote(int count) throws TooLargeException {
        length += count;
        if (length > limit) {
            throw tooLarge();
        }
    }

    /** Notes that as many bytes may have come out of what is damaged, and are thrown away. */
    void wasted(int count) {
        wasted = count;
    }

    /** How many bytes came out, thrown away ones included. */
    int spent() {
        return length + wasted;
    }

    /** That more would come than the limit allows. */
    static TooLargeException tooLarge() {
        return new TooLargeException(
                "is more than " + RecordDecoder.MAX_DECOMPRESSED_BYTES + " bytes when it is decompressed");
    }

    /** Whether no more room can be made. */
    boolean isFull() {
        return bytes.length > limit;
    }

    int limit() {
        return limit;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
