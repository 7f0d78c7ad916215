package dev.kinesislake.function.encode.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A dictionary page in the making: the different values of a column, each once, in the order of their first rows. */
final class Dictionary {

    /** An index is one byte. */
    static final int MAX_VALUES = 256;

    /** Says that the dictionary has no room for another value. */
    static final int FULL = -1;

    private static final int SLOTS = 1024;

    private final PlainValues values = new PlainValues();
    private final int[] starts = new int[MAX_VALUES + 1];
    private final short[] slots = new short[SLOTS];
    private int size;

    private String lastText = "";
    private int lastIndex;

    void clear() {
        values.clear();
        size = 0;
        lastIndex = FULL;
        Arrays.fill(slots, (short) 0);
    }

    int size() {
        return size;
    }

    /** The values, in the order of their indices. */
    PlainValues values() {
        return values;
    }

    /** The index of a text, which mostly is the same as the one before. */
    int indexOf(String text) {
        if (lastIndex == FULL || !text.equals(lastText)) {
            var bytes = text.getBytes(UTF_8);
            lastIndex = indexOf(bytes, 0, bytes.length);
            lastText = text;
        }
        return lastIndex;
    }

    /** The index of a value, or {@link #FULL}. */
    int indexOf(byte[] from, int start, int length) {
        int slot = hash(from, start, length) % SLOTS;
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (has(index, from, start, length)) {
                return index;
            }
            slot = (slot + 1) % SLOTS;
        }
        if (size == MAX_VALUES) {
            return FULL;
        }
        values.add(from, start, length);
        slots[slot] = (short) ++size;
        starts[size] = values.bytes().size();
        return size - 1;
    }

    /** Adds a value to others. */
    void copy(int index, PlainValues to) {
        to.add(values.bytes().array(), first(index), starts[index + 1] - first(index));
    }

    private int first(int index) {
        return starts[index] + Integer.BYTES;
    }

    private boolean has(int index, byte[] from, int start, int length) {
        return Arrays.equals(values.bytes().array(), first(index), starts[index + 1], from, start, start + length);
    }

    private static int hash(byte[] from, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + from[i];
        }
        return hash & Integer.MAX_VALUE;
    }
}
