package dev.kinesislake.function.encode.parquet;

import org.jspecify.annotations.Nullable;

/** The values of one column of a file, row by row: each {@code add} is a row. */
public final class ColumnValues {

    private final PlainValues plain = new PlainValues();
    private final Dictionary dictionary = new Dictionary();
    private byte[] definitionLevels = {};
    private byte[] indices = {};
    private boolean indexed;
    private int rows;
    private int values;

    ColumnValues() {}

    /** Begins a column. */
    void begin(int maxRows, boolean withDictionary) {
        plain.clear();
        if (withDictionary) {
            dictionary.clear();
        }
        indexed = withDictionary;
        rows = 0;
        values = 0;
        if (definitionLevels.length < maxRows) {
            definitionLevels = new byte[maxRows];
            indices = new byte[maxRows];
        }
    }

    /** The bytes of a string in UTF-8. */
    public void add(byte[] from, int start, int length) {
        if (!indexed || !addIndex(dictionary.indexOf(from, start, length))) {
            plain.add(from, start, length);
        }
        added();
    }

    /** A string. */
    public void add(String text) {
        if (!indexed || !addIndex(dictionary.indexOf(text))) {
            plain.add(text);
        }
        added();
    }

    /** Of a column of {@link Column.Type#INT32}. */
    public void add(int value) {
        plain.add(value);
        added();
    }

    /** Of a column of {@link Column.Type#INT64} or {@link Column.Type#TIMESTAMP}. */
    public void add(long value) {
        plain.add(value);
        added();
    }

    /** Of a column of {@link Column.Type#DOUBLE}; not NaN, which JSON doesn't have and which has no place in an order. */
    public void add(double value) {
        plain.add(value);
        added();
    }

    /** Of a column of {@link Column.Type#BOOLEAN}. */
    public void add(boolean value) {
        plain.add(value);
        added();
    }

    /** A row without a value. */
    public void addNull() {
        definitionLevels[rows++] = 0;
    }

    /** Adds a value by its index, or gives up the dictionary, which has no room for it, and returns false. */
    private boolean addIndex(int index) {
        if (index != Dictionary.FULL) {
            indices[values] = (byte) index;
            return true;
        }
        indexed = false;
        for (int i = 0; i < values; i++) {
            dictionary.copy(indices[i] & 0xFF, plain);
        }
        return false;
    }

    private void added() {
        definitionLevels[rows++] = 1;
        values++;
    }

    int rows() {
        return rows;
    }

    int nulls() {
        return rows - values;
    }

    /** Each different value once, where the column has a dictionary and some values, few of them different. */
    @Nullable Dictionary dictionary() {
        return indexed && values > 0 ? dictionary : null;
    }

    /** The smallest and the largest value, in PLAIN encoding; null where there is none, or one is too long. */
    byte @Nullable [][] minMax(Column.Type type) {
        return values == 0 ? null : (indexed ? dictionary.values() : plain).minMax(type);
    }

    /**
     * The data page of all rows: which of them have a value, and the values or their indices in the dictionary.
     *
     * @param spare a buffer for the page, used unless the page is just the plain values
     */
    Bytes page(Column.Type type, boolean optional, Bytes spare) {
        boolean asTheyStand = dictionary() == null && type != Column.Type.BOOLEAN;
        if (!optional && asTheyStand) {
            return plain.bytes();
        }
        spare.clear();
        if (optional) {
            writeDefinitionLevels(spare);
        }
        if (asTheyStand) {
            spare.write(plain.bytes().array(), 0, plain.bytes().size());
        } else if (dictionary() == null) {
            Hybrid.pack(plain.bytes().array(), values, 1, spare);
        } else {
            int width = Hybrid.width(dictionary.size());
            spare.write(width);
            Hybrid.write(indices, values, width, spare);
        }
        return spare;
    }

    /** The length of the levels, which is known after them, and the levels: 1 where there is a value. */
    private void writeDefinitionLevels(Bytes to) {
        to.writeInt(0);
        Hybrid.write(definitionLevels, rows, 1, to);
        to.setInt(0, to.size() - Integer.BYTES);
    }
}
