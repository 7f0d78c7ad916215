package dev.kinesislake.function.encode.parquet;

/**
 * A column.
 *
 * @param <R> a row
 * @param optional whether it may have no value in a row
 * @param dictionary whether each different value is written once and rows have numbers of them; given up in a file with more than
 *     {@value Dictionary#MOST} of them
 * @param statistics whether the file says which of its values is the least and which the greatest
 * @param level of compression, as zstd counts them
 */
public record Column<R>(
        String name, Type type, Cell<R> cell, boolean optional, boolean dictionary, boolean statistics, int level) {

    /** Short values that hardly repeat: level 3 takes longer for them and makes them larger. */
    private static final int USUAL_LEVEL = 1;

    /** What a column's values are. */
    public enum Type {
        /** UTF-8. */
        STRING,
        INT64,
        /** Microseconds since 1970, UTC. */
        TIMESTAMP
    }

    /** Adds what a row has in the column: one value, or that there is none. */
    @FunctionalInterface
    public interface Cell<R> {
        void add(R row, ColumnValues to);
    }

    public static <R> Column<R> required(String name, Type type, Cell<R> cell) {
        return new Column<>(name, type, cell, false, false, false, USUAL_LEVEL);
    }

    public static <R> Column<R> optional(String name, Type type, Cell<R> cell) {
        return new Column<>(name, type, cell, true, false, false, USUAL_LEVEL);
    }

    public Column<R> withDictionary() {
        return new Column<>(name, type, cell, optional, true, statistics, level);
    }

    public Column<R> withStatistics() {
        return new Column<>(name, type, cell, optional, dictionary, true, level);
    }

    public Column<R> atLevel(int other) {
        return new Column<>(name, type, cell, optional, dictionary, statistics, other);
    }
}
