package dev.kinesislake.function.encode.parquet;

import java.util.Arrays;

/** Values in Parquet's PLAIN encoding: a string as its length and its bytes, an integer as its eight bytes. */
final class PlainValues {

    private final Bytes bytes = new Bytes();

    void clear() {
        bytes.clear();
    }

    Bytes bytes() {
        return bytes;
    }

    void add(byte[] from, int start, int length) {
        bytes.writeInt(length);
        bytes.write(from, start, length);
    }

    void addLatin1(String text) {
        bytes.writeInt(text.length());
        bytes.writeLatin1(text);
    }

    void add(long value) {
        bytes.writeLong(value);
    }

    /** The least and the greatest value, PLAIN without lengths. There has to be one. */
    byte[][] extremes(Column.Type type) {
        return switch (type) {
            case STRING -> extremesOfStrings();
            case INT64, TIMESTAMP -> extremesOfIntegers();
        };
    }

    /** Strings are compared by their bytes, without signs. */
    private byte[][] extremesOfStrings() {
        var array = bytes.array();
        int least = Integer.BYTES;
        int greatest = Integer.BYTES;
        int end;
        for (int start = Integer.BYTES; start <= bytes.size(); start = end + Integer.BYTES) {
            end = start + length(start);
            if (Arrays.compareUnsigned(array, start, end, array, least, least + length(least)) < 0) {
                least = start;
            } else if (Arrays.compareUnsigned(array, start, end, array, greatest, greatest + length(greatest)) > 0) {
                greatest = start;
            }
        }
        return new byte[][] {string(least), string(greatest)};
    }

    private byte[] string(int start) {
        return Arrays.copyOfRange(bytes.array(), start, start + length(start));
    }

    private int length(int start) {
        return bytes.intAt(start - Integer.BYTES);
    }

    private byte[][] extremesOfIntegers() {
        int least = 0;
        int greatest = 0;
        for (int at = Long.BYTES; at < bytes.size(); at += Long.BYTES) {
            long value = bytes.longAt(at);
            if (value < bytes.longAt(least)) {
                least = at;
            } else if (value > bytes.longAt(greatest)) {
                greatest = at;
            }
        }
        return new byte[][] {integer(least), integer(greatest)};
    }

    private byte[] integer(int start) {
        return Arrays.copyOfRange(bytes.array(), start, start + Long.BYTES);
    }
}
