package dev.kinesislake.function.encode.parquet;

import org.jspecify.annotations.Nullable;

/** The values of one column of a file, row by row: each {@code add} is a row. */
public final class ColumnValues {

    private final PlainValues plain = new PlainValues();
    private final Dictionary dictionary = new Dictionary();
    private byte[] defined = {};
    private byte[] numbers = {};
    private boolean numbered;
    private int rows;
    private int values;

    ColumnValues() {}

    /** Begins a column. */
    void begin(int rowsAtMost, boolean withDictionary) {
        plain.clear();
        if (withDictionary) {
            dictionary.clear();
        }
        numbered = withDictionary;
        rows = 0;
        values = 0;
        if (defined.length < rowsAtMost) {
            defined = new byte[rowsAtMost];
            numbers = new byte[rowsAtMost];
        }
    }

    /** The bytes of a string in UTF-8. */
    public void add(byte[] from, int start, int length) {
        if (!numbered || !addNumber(dictionary.numberOf(from, start, length))) {
            plain.add(from, start, length);
        }
        added();
    }

    /** A string of characters up to U+007F. */
    public void addAscii(String text) {
        if (!numbered || !addNumber(dictionary.numberOf(text))) {
            plain.addLatin1(text);
        }
        added();
    }

    /** An integer or a timestamp. */
    public void add(long value) {
        plain.add(value);
        added();
    }

    /** A row without a value. */
    public void addNull() {
        defined[rows++] = 0;
    }

    /** Adds a value by its number, or gives the dictionary up, which has no room for it, and returns false. */
    private boolean addNumber(int number) {
        if (number != Dictionary.FULL) {
            numbers[values] = (byte) number;
            return true;
        }
        numbered = false;
        for (int i = 0; i < values; i++) {
            dictionary.copy(numbers[i] & 0xFF, plain);
        }
        return false;
    }

    private void added() {
        defined[rows++] = 1;
        values++;
    }

    int rows() {
        return rows;
    }

    /** Each different value once, where the column has a dictionary and there are some values, few of them different. */
    @Nullable Dictionary dictionary() {
        return numbered && values > 0 ? dictionary : null;
    }

    /** The least and the greatest value, in PLAIN encoding; null where no row has one. */
    byte @Nullable [][] extremes(Column.Type type) {
        return values == 0 ? null : (numbered ? dictionary.values() : plain).extremes(type);
    }

    /**
     * A page of all rows: which of them have a value, and the values or their numbers in the dictionary.
     *
     * @param spare for the page where it isn't the values as they stand
     */
    Bytes page(boolean optional, Bytes spare) {
        if (!optional && dictionary() == null) {
            return plain.bytes();
        }
        spare.clear();
        if (optional) {
            writeLevels(spare);
        }
        if (dictionary() == null) {
            spare.write(plain.bytes().array(), 0, plain.bytes().size());
        } else {
            int width = Runs.width(dictionary.size());
            spare.write(width);
            Runs.write(numbers, values, width, spare);
        }
        return spare;
    }

    /** The length of the levels, which is known after them, and the levels: 1 where there is a value. */
    private void writeLevels(Bytes to) {
        to.writeInt(0);
        Runs.write(defined, rows, 1, to);
        to.setInt(0, to.size() - Integer.BYTES);
    }
}
