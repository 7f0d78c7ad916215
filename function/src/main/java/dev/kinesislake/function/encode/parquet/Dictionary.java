package dev.kinesislake.function.encode.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The different values of a column, each once, numbered from 0 in the order they came in. */
final class Dictionary {

    /** As many as numbers of one byte. */
    static final int MOST = 256;

    /** What no value is when the dictionary is full. */
    static final int FULL = -1;

    private static final int SLOTS = 1024;

    private final PlainValues values = new PlainValues();
    private final int[] starts = new int[MOST + 1];
    private final short[] slots = new short[SLOTS];
    private int size;

    private String lastText = "";
    private int lastNumber;

    void clear() {
        values.clear();
        size = 0;
        lastNumber = FULL;
        Arrays.fill(slots, (short) 0);
    }

    int size() {
        return size;
    }

    /** The values, in the order of their numbers. */
    PlainValues values() {
        return values;
    }

    /** The number of a text of ASCII, which is mostly the one that was asked for before. */
    int numberOf(String text) {
        if (lastNumber == FULL || !text.equals(lastText)) {
            var bytes = text.getBytes(US_ASCII);
            lastNumber = numberOf(bytes, 0, bytes.length);
            lastText = text;
        }
        return lastNumber;
    }

    /** The number of a value, or {@link #FULL} where it has none and there is no more room. */
    int numberOf(byte[] from, int start, int length) {
        int slot = hash(from, start, length) % SLOTS;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (has(number, from, start, length)) {
                return number;
            }
            slot = (slot + 1) % SLOTS;
        }
        if (size == MOST) {
            return FULL;
        }
        values.add(from, start, length);
        slots[slot] = (short) ++size;
        starts[size] = values.bytes().size();
        return size - 1;
    }

    /** Adds a value to others. */
    void copy(int number, PlainValues to) {
        to.add(values.bytes().array(), first(number), starts[number + 1] - first(number));
    }

    private int first(int number) {
        return starts[number] + Integer.BYTES;
    }

    private boolean has(int number, byte[] from, int start, int length) {
        return Arrays.equals(values.bytes().array(), first(number), starts[number + 1], from, start, start + length);
    }

    private static int hash(byte[] from, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + from[i];
        }
        return hash & Integer.MAX_VALUE;
    }
}
