package dev.kinesislake.lab.aws.kinesis;

import java.util.Arrays;

/** Longs in one growing array: the index of a shard's records, a million of which take 8 MB here and 24 MB as objects. */
final class LongList {

    private long[] values = new long[256];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    long last() {
        return values[size - 1];
    }

    int size() {
        return size;
    }

    long[] slice(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    /** In a list that never goes down: the index of the first value of at least this much, from an index on; the size if none. */
    int firstAtLeast(long wanted, int from) {
        int low = from;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
