package dev.kinesislake.function.encode.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values in Parquet's PLAIN encoding: a string as its length and its bytes, a number as its four or eight bytes. A boolean takes a byte
 * here, and a bit only in the page.
 */
final class PlainValues {

    /** The longest value that is kept as min or max. */
    static final int MAX_STATISTICS_BYTES = 64;

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

    void add(String text) {
        var utf8 = text.getBytes(UTF_8);
        add(utf8, 0, utf8.length);
    }

    void add(int value) {
        bytes.writeInt(value);
    }

    void add(long value) {
        bytes.writeLong(value);
    }

    void add(double value) {
        bytes.writeLong(Double.doubleToRawLongBits(value));
    }

    void add(boolean value) {
        bytes.write(value ? 1 : 0);
    }

    /**
     * The smallest and the largest value, PLAIN without lengths, in the order of the type (Apache Parquet, "ColumnOrder"); null where one
     * is too long. There has to be a value.
     */
    byte @Nullable [][] minMax(Column.Type type) {
        return switch (type) {
            case STRING -> minMaxOfStrings();
            case INT32 ->
                minMax(Integer.BYTES, (left, right) -> Integer.compare(bytes.intAt(left), bytes.intAt(right)));
            case INT64, TIMESTAMP ->
                minMax(Long.BYTES, (left, right) -> Long.compare(bytes.longAt(left), bytes.longAt(right)));
            case DOUBLE -> minMaxOfDoubles();
            case BOOLEAN -> minMax(1, (left, right) -> Byte.compare(bytes.array()[left], bytes.array()[right]));
        };
    }

    /** Strings are compared by their bytes, without signs. */
    private byte @Nullable [][] minMaxOfStrings() {
        int min = Integer.BYTES;
        int max = Integer.BYTES;
        int end;
        for (int start = Integer.BYTES; start <= bytes.size(); start = end + Integer.BYTES) {
            end = start + length(start);
            if (isSmaller(max, start)) {
                max = start; // first, since many columns ascend
            } else if (isSmaller(start, min)) {
                min = start;
            }
        }
        return length(min) > MAX_STATISTICS_BYTES || length(max) > MAX_STATISTICS_BYTES
                ? null
                : new byte[][] {copy(min, length(min)), copy(max, length(max))};
    }

    /** Most strings differ in their first byte, and a look at it is much faster than a comparison. */
    private boolean isSmaller(int left, int right) {
        var array = bytes.array();
        int leftLength = length(left);
        int rightLength = length(right);
        if (leftLength > 0 && rightLength > 0 && array[left] != array[right]) {
            return (array[left] & 0xFF) < (array[right] & 0xFF);
        }
        return Arrays.compareUnsigned(array, left, left + leftLength, array, right, right + rightLength) < 0;
    }

    private int length(int start) {
        return bytes.intAt(start - Integer.BYTES);
    }

    /** Of zeros, -0.0 counts as smaller: readers may take a single one for either (Apache Parquet, "ColumnOrder"). */
    private byte[][] minMaxOfDoubles() {
        var minMax = minMax(Double.BYTES, (left, right) -> Double.compare(doubleAt(left), doubleAt(right)));
        if (Double.longBitsToDouble(Bytes.longAt(minMax[0], 0)) == 0) {
            minMax[0] = plain(-0.0);
        }
        if (Double.longBitsToDouble(Bytes.longAt(minMax[1], 0)) == 0) {
            minMax[1] = plain(0.0);
        }
        return minMax;
    }

    private double doubleAt(int at) {
        return Double.longBitsToDouble(bytes.longAt(at));
    }

    private static byte[] plain(double value) {
        var bytes = new Bytes();
        bytes.writeLong(Double.doubleToRawLongBits(value));
        return bytes.toByteArray();
    }

    /** Compares the values at two places. */
    private interface Order {
        int compare(int left, int right);
    }

    private byte[][] minMax(int width, Order order) {
        int min = 0;
        int max = 0;
        for (int at = width; at < bytes.size(); at += width) {
            if (order.compare(at, max) > 0) {
                max = at;
            } else if (order.compare(at, min) < 0) {
                min = at;
            }
        }
        return new byte[][] {copy(min, width), copy(max, width)};
    }

    private byte[] copy(int start, int length) {
        return Arrays.copyOfRange(bytes.array(), start, start + length);
    }
}
