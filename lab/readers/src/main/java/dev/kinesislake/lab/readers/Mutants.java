package dev.kinesislake.lab.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.readers.Payloads.Wide;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;

/**
 * Files with one mistake each, and what would be right: readers that don't notice the mistakes of a writer prove nothing about a writer
 * without them.
 */
final class Mutants {

    /** Enough for nulls in each column, and few enough for a page of indices that isn't compressed. */
    private static final int ROWS = 200;

    /** A column with a dictionary of five values, in which each 41st row is null. */
    private static final String INDEXED = "membership_status";

    /** Where the levels' bits begin: behind their length and the header of their run. */
    private static final int LEVELS = Integer.BYTES + 1;

    /** Spoils a file. */
    private interface Mistake {
        void make(Mutant file) throws IOException;
    }

    private Mutants() {}

    /** Takes the folder to write to. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var rows = new Rows().of(ROWS, Members::wide);
        for (var mistake : mistakes().entrySet()) {
            var set = DataSet.of(mistake.getKey(), Wide.class, rows);
            var file = new Mutant(set.files().get(0).bytes());
            mistake.getValue().make(file);
            var path = folder.resolve(set.paths().get(0));
            Files.createDirectories(path.getParent());
            Files.write(path, file.bytes());
            new ObjectMapper().writeValue(path.resolveSibling("expected.json").toFile(), Expectation.of(set));
        }
    }

    private static Map<String, Mistake> mistakes() {
        var mistakes = new LinkedHashMap<String, Mistake>();
        mistakes.put("none", file -> {});
        mistakes.put("no-null-counts", file -> allStatistics(file).forEach(Statistics::unsetNull_count));
        mistakes.put("no-statistics", file -> file.columns().forEach(ColumnMetaData::unsetStatistics));
        mistakes.put("null-count-too-large", file -> addNulls(file, 1));
        mistakes.put("null-count-too-small", file -> addNulls(file, -1));
        mistakes.put("min-of-integers-too-large", file -> min(file, "clicks", int32(50)));
        mistakes.put("min-of-integers-too-small", file -> min(file, "clicks", int32(-5000)));
        mistakes.put("max-of-integers-too-small", file -> max(file, "clicks", int32(-50)));
        mistakes.put("max-of-doubles-too-large", file -> max(file, "price", int64(Double.doubleToLongBits(1e9))));
        mistakes.put("max-of-times-too-small", file -> max(file, "seen_at", int64(-4_999_000_000L)));
        mistakes.put("min-of-strings-too-large", file -> min(file, "userid", "user-7".getBytes(UTF_8)));
        mistakes.put("max-of-strings-too-large", file -> max(file, "userid", "v".getBytes(UTF_8)));
        mistakes.put("max-of-booleans-too-small", file -> max(file, "mobile", new byte[1]));
        mistakes.put("bounds-swapped", file -> allStatistics(file).forEach(Mutants::swapBounds));
        mistakes.put("definition-levels-swapped", file -> flip(file.page(INDEXED), LEVELS + 40 / Byte.SIZE, 0b11));
        mistakes.put("definition-level-missing", file -> flip(file.page(INDEXED), LEVELS + 24 / Byte.SIZE, 1));
        mistakes.put("dictionary-index-of-another", file -> flipFirstIndex(file.page(INDEXED), 1));
        mistakes.put("dictionary-index-beyond-all", file -> flipFirstIndex(file.page(INDEXED), 0b111));
        return mistakes;
    }

    private static List<Statistics> allStatistics(Mutant file) {
        return file.columns().stream()
                .map(column -> requireNonNull(column.getStatistics()))
                .toList();
    }

    private static void addNulls(Mutant file, int more) {
        allStatistics(file).stream()
                .filter(statistics -> statistics.getNull_count() > 0)
                .forEach(statistics -> statistics.setNull_count(statistics.getNull_count() + more));
    }

    private static void min(Mutant file, String column, byte[] value) {
        file.statistics(column).setMin_value(value);
    }

    private static void max(Mutant file, String column, byte[] value) {
        file.statistics(column).setMax_value(value);
    }

    private static void swapBounds(Statistics statistics) {
        if (statistics.isSetMin_value()) {
            var min = requireNonNull(statistics.getMin_value());
            statistics.setMin_value(requireNonNull(statistics.getMax_value()));
            statistics.setMax_value(min);
        }
    }

    /** The indices stand behind the levels, the indices' width and the header of their run. */
    private static void flipFirstIndex(ByteBuffer page, int bits) {
        flip(page, Integer.BYTES + page.getInt(0) + 2, bits);
    }

    private static void flip(ByteBuffer page, int at, int bits) {
        page.put(at, (byte) (page.get(at) ^ bits));
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] int64(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
