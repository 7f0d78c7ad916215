package dev.kinesislake.table.iceberg;

import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.table.build.TableColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The table's columns, partitions and order. Columns have the field ids of the lake's objects. */
final class TableSchema {

    static final String SECTION = "section";
    static final String ARRIVAL_TIME = "arrival_time";
    private static final String USER = "userid";

    private TableSchema() {}

    static Schema of(List<TableColumn> columns) {
        return new Schema(columns.stream().map(TableSchema::field).toList());
    }

    /** Never changes: to replace a partition, its files have to be of one specification. */
    static PartitionSpec partitions(Schema schema) {
        return PartitionSpec.builderFor(schema)
                .identity(SECTION)
                .hour(ARRIVAL_TIME)
                .build();
    }

    static SortOrder order(Schema schema) {
        return SortOrder.builderFor(schema)
                .asc(USER, NullOrder.NULLS_LAST)
                .asc(ARRIVAL_TIME, NullOrder.NULLS_LAST)
                .build();
    }

    /**
     * The schema with the columns that it doesn't have yet. Columns that only the schema has stay: a newer version has added them.
     *
     * @throws IllegalStateException if a column has another name or type than the schema's of its field id
     */
    static Schema with(Schema schema, List<TableColumn> columns) {
        var fields = new ArrayList<>(schema.columns());
        for (var column : columns) {
            var known = schema.findField(column.fieldId());
            if (known == null) {
                fields.add(field(column).asOptional());
            } else if (!known.name().equals(column.name()) || !known.type().equals(type(column.type()))) {
                throw new IllegalStateException("the table's column with field id " + column.fieldId() + " is "
                        + known.name() + " of type " + known.type() + ", the events' is " + column.name() + " of type "
                        + type(column.type()) + ": a column can't be renamed or change its type");
            }
        }
        return new Schema(fields);
    }

    /** The schema's columns, as files have them. */
    static List<TableColumn> columns(Schema schema, List<TableColumn> known) {
        var byId = new HashMap<Integer, TableColumn>();
        known.forEach(column -> byId.put(column.fieldId(), column));
        return schema.columns().stream()
                .map(field -> byId.getOrDefault(
                        field.fieldId(),
                        new TableColumn(field.fieldId(), field.name(), type(field.type()), field.isRequired(), true)))
                .toList();
    }

    static int maxFieldId(Schema schema) {
        return schema.columns().stream()
                .map(NestedField::fieldId)
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    private static NestedField field(TableColumn column) {
        return column.isRequired()
                ? NestedField.required(column.fieldId(), column.name(), type(column.type()))
                : NestedField.optional(column.fieldId(), column.name(), type(column.type()));
    }

    private static Type type(Column.Type type) {
        return switch (type) {
            case STRING -> Types.StringType.get();
            case INT32 -> Types.IntegerType.get();
            case INT64 -> Types.LongType.get();
            case DOUBLE -> Types.DoubleType.get();
            case BOOLEAN -> Types.BooleanType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
        };
    }

    private static Column.Type type(Type type) {
        for (var known : Column.Type.values()) {
            if (type(known).equals(type)) {
                return known;
            }
        }
        throw new IllegalStateException("the table has a column of type " + type + ", which no event's column has");
    }
}
