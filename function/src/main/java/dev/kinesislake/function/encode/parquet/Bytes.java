package dev.kinesislake.function.encode.parquet;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow, and stay for the next ones when they're cleared; numbers as Parquet spells them, the lowest byte first. */
final class Bytes extends OutputStream {

    /** A larger buffer is dropped after use: one large batch mustn't keep its memory for good. */
    private static final int MAX_KEPT = 1024 * 1024;

    private static final int MIN_SIZE = 1024;

    private byte[] bytes = new byte[MIN_SIZE];
    private int size;

    void clear() {
        size = 0;
        if (bytes.length > MAX_KEPT) {
            bytes = new byte[MIN_SIZE];
        }
    }

    int size() {
        return size;
    }

    /** Where the bytes are, with others behind the last one. */
    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Makes room for so many bytes more. */
    void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    /** Takes over so many bytes that somebody else has put behind the last one. */
    void grow(int more) {
        size += more;
    }

    @Override
    public void write(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int start, int length) {
        ensure(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    void writeInt(int value) {
        ensure(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    void setInt(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }

    void writeLong(long value) {
        writeInt((int) value);
        writeInt((int) (value >> 32));
    }

    /** Seven bits a byte, the lowest first, the highest bit set in each byte but the last. */
    void writeVarint(int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            write(rest | 0x80);
            rest >>>= 7;
        }
        write(rest);
    }

    int intAt(int at) {
        return intAt(bytes, at);
    }

    long longAt(int at) {
        return longAt(bytes, at);
    }

    private static int intAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | (bytes[at + 3] << 24);
    }

    /** The eight bytes of an integer, the lowest first. */
    static long longAt(byte[] bytes, int at) {
        return Integer.toUnsignedLong(intAt(bytes, at)) | ((long) intAt(bytes, at + Integer.BYTES) << Integer.SIZE);
    }
}
