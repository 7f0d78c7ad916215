package dev.kinesislake.table.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.table.build.BuiltFile;
import dev.kinesislake.table.build.Footer;
import dev.kinesislake.table.build.TableColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/** What the table knows of a file, from the file's footer: Iceberg's own way to it asks for Hadoop's classes. */
final class FileMetrics {

    /** As Iceberg has it by default, "truncate(16)". */
    private static final int MAX_STRING_LENGTH = 16;

    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> nulls = new HashMap<>();
    private final Map<Integer, ByteBuffer> lower = new HashMap<>();
    private final Map<Integer, ByteBuffer> upper = new HashMap<>();

    /** Columns of which a row group has values and no bounds. */
    private final Set<Integer> unbounded = new HashSet<>();

    private FileMetrics() {}

    static Metrics of(BuiltFile file, List<TableColumn> columns) {
        var metrics = new FileMetrics();
        for (var group : file.footer().groups()) {
            metrics.add(group, columns);
        }
        metrics.lower.keySet().removeAll(metrics.unbounded);
        metrics.upper.keySet().removeAll(metrics.unbounded);
        return new Metrics(
                file.rows(), metrics.sizes, metrics.values, metrics.nulls, Map.of(), metrics.lower, metrics.upper);
    }

    /** Where each row group begins, so that readers can share a file among them. */
    static List<Long> splitOffsets(BuiltFile file) {
        return file.footer().groups().stream()
                .map(group -> group.get(0).start())
                .sorted()
                .toList();
    }

    private void add(List<Footer.Chunk> group, List<TableColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            var chunk = group.get(i);
            var column = columns.get(i);
            if (!chunk.column().equals(column.name())) {
                throw new IllegalStateException("the file's column " + chunk.column() + " should be " + column.name());
            }
            sizes.merge(column.fieldId(), chunk.bytes(), Long::sum);
            values.merge(column.fieldId(), chunk.values(), Long::sum);
            if (chunk.nulls() != null) {
                nulls.merge(column.fieldId(), chunk.nulls(), Long::sum);
            }
            if (column.isBounded() && !chunk.isNull()) {
                addBounds(column, chunk.minMax());
            }
        }
    }

    private void addBounds(TableColumn column, Footer.@Nullable MinMax minMax) {
        var min = minMax == null ? null : bound(column.type(), minMax.min(), true);
        var max = minMax == null ? null : bound(column.type(), minMax.max(), false);
        if (min == null || max == null) {
            unbounded.add(column.fieldId());
            return;
        }
        lower.merge(column.fieldId(), min, (a, b) -> compare(column.type(), a, b) <= 0 ? a : b);
        upper.merge(column.fieldId(), max, (a, b) -> compare(column.type(), a, b) >= 0 ? a : b);
    }

    /** Parquet and Iceberg spell values alike ("Appendix D: Single-value serialization"); strings are cut. */
    private static @Nullable ByteBuffer bound(Column.Type type, byte[] value, boolean isMin) {
        if (type == Column.Type.DOUBLE) {
            double number =
                    ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getDouble();
            // Zeros of both signs are equal to Parquet, and not to Iceberg.
            double bound = number == 0 ? (isMin ? -0.0 : 0.0) : number;
            return Double.isNaN(number)
                    ? null
                    : ByteBuffer.allocate(Double.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(0, bound);
        }
        if (type != Column.Type.STRING) {
            return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        }
        var text = new String(value, UTF_8);
        if (!Arrays.equals(text.getBytes(UTF_8), value)) {
            return null; // cut within a character
        }
        var cut = isMin
                ? UnicodeUtil.truncateStringMin(text, MAX_STRING_LENGTH)
                : UnicodeUtil.truncateStringMax(text, MAX_STRING_LENGTH);
        return cut == null ? null : ByteBuffer.wrap(cut.getBytes(UTF_8));
    }

    private static int compare(Column.Type type, ByteBuffer a, ByteBuffer b) {
        return switch (type) {
            case STRING -> Comparators.unsignedBytes().compare(a, b);
            case INT32 -> Integer.compare(a.getInt(0), b.getInt(0));
            case INT64, TIMESTAMP -> Long.compare(a.getLong(0), b.getLong(0));
            case DOUBLE -> Double.compare(a.getDouble(0), b.getDouble(0));
            case BOOLEAN -> Byte.compare(a.get(0), b.get(0));
        };
    }
}
