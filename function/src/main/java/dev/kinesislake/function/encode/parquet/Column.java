package dev.kinesislake.function.encode.parquet;

/**
 * A column.
 *
 * @param <R> a row
 * @param fieldId its number in the schema, for readers that find columns by it
 * @param optional whether a row may have no value
 * @param dictionary whether the file has each different value once, in a dictionary, and rows have indices into it; a file with more
 *     than {@value Dictionary#MAX_VALUES} different values has no dictionary
 * @param minMax whether the file has the smallest and the largest value; left out where one is longer than
 *     {@value PlainValues#MAX_STATISTICS_BYTES} bytes
 * @param level of compression, as zstd counts them
 */
public record Column<R>(
        int fieldId,
        String name,
        Type type,
        Cell<R> cell,
        boolean optional,
        boolean dictionary,
        boolean minMax,
        int level) {

    /** Short values that hardly repeat: level 3 takes longer for them and makes them larger. */
    private static final int USUAL_LEVEL = 1;

    /** What a column's values are. */
    public enum Type {
        /** UTF-8. */
        STRING,
        INT32,
        INT64,
        DOUBLE,
        BOOLEAN,
        /** Microseconds since 1970, UTC. */
        TIMESTAMP
    }

    /** Adds what a row has in the column: one value, or null. */
    @FunctionalInterface
    public interface Cell<R> {
        void add(R row, ColumnValues to);
    }

    public static <R> Column<R> required(int fieldId, String name, Type type, Cell<R> cell) {
        return new Column<>(fieldId, name, type, cell, false, false, true, USUAL_LEVEL);
    }

    public static <R> Column<R> optional(int fieldId, String name, Type type, Cell<R> cell) {
        return new Column<>(fieldId, name, type, cell, true, false, true, USUAL_LEVEL);
    }

    /** For strings with few different values. */
    public Column<R> withDictionary() {
        return new Column<>(fieldId, name, type, cell, optional, true, minMax, level);
    }

    public Column<R> withoutMinMax() {
        return new Column<>(fieldId, name, type, cell, optional, dictionary, false, level);
    }

    public Column<R> atLevel(int other) {
        return new Column<>(fieldId, name, type, cell, optional, dictionary, minMax, other);
    }
}
