package dev.kinesislake.lab.proof.check;

import dev.kinesislake.redrive.lake.ParquetGroups;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;

/** A Parquet object of the lake, read by another library than the one that the consumer writes it with: all columns of each row. */
final class ParquetObject {

    private ParquetObject() {}

    /**
     * Reads the rows in their order.
     *
     * @param rows a value of each column by its name, null where it has none; numbers are Long or Double, text is String
     * @throws IOException if that is no Parquet object
     */
    static void read(byte[] object, Consumer<Map<String, @Nullable Object>> rows) throws IOException {
        ParquetGroups.read(object, row -> rows.accept(columns(row)));
    }

    private static Map<String, @Nullable Object> columns(Group row) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        var type = row.getType();
        for (int i = 0; i < type.getFieldCount(); i++) {
            columns.put(type.getFieldName(i), row.getFieldRepetitionCount(i) == 0 ? null : value(row, i));
        }
        return columns;
    }

    private static Object value(Group row, int column) {
        return switch (row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> row.getLong(column, 0);
            case INT32 -> (long) row.getInteger(column, 0);
            case BOOLEAN -> row.getBoolean(column, 0);
            case DOUBLE -> row.getDouble(column, 0);
            case FLOAT -> (double) row.getFloat(column, 0);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> row.getBinary(column, 0).toStringUsingUTF8();
        };
    }
}
