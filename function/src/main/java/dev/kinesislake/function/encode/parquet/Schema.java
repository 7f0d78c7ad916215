package dev.kinesislake.function.encode.parquet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;

/**
 * The columns of files, which are the same for all files of an encoder.
 *
 * @param <R> a row
 */
public final class Schema<R> {

    /** The version of the format, not of its library: 2 has RLE_DICTIONARY. */
    private static final int FORMAT_VERSION = 2;

    /** Readers look into this for versions with known mistakes. */
    private static final String CREATED_BY = "kinesis-lake version 0.1.0";

    private final List<Column<R>> columns;
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<ColumnOrder> orders;

    /**
     * A schema.
     *
     * @param name of what a row is
     */
    public Schema(String name, List<Column<R>> columns) {
        this.columns = List.copyOf(columns);
        elements.add(new SchemaElement(name).setNum_children(columns.size()));
        columns.forEach(column -> elements.add(element(column)));
        orders = Collections.nCopies(columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
    }

    private static SchemaElement element(Column<?> column) {
        var element = new SchemaElement(column.name())
                .setRepetition_type(column.optional() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED)
                .setType(physical(column.type()))
                .setField_id(column.fieldId());
        return switch (column.type()) {
            case STRING ->
                element.setLogicalType(LogicalType.STRING(new StringType())).setConverted_type(ConvertedType.UTF8);
            case INT32, INT64, DOUBLE, BOOLEAN -> element;
            case TIMESTAMP ->
                element.setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))))
                        .setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        };
    }

    /** How values of a type are stored. */
    static Type physical(Column.Type type) {
        return switch (type) {
            case STRING -> Type.BYTE_ARRAY;
            case INT32 -> Type.INT32;
            case INT64, TIMESTAMP -> Type.INT64;
            case DOUBLE -> Type.DOUBLE;
            case BOOLEAN -> Type.BOOLEAN;
        };
    }

    /** The columns, in the order of the file. */
    public List<Column<R>> columns() {
        return columns;
    }

    /** What a file says at its end. */
    FileMetaData footer(int rows, List<ColumnMetaData> columns) {
        long size = 0;
        long compressed = 0;
        for (var column : columns) {
            size += column.getTotal_uncompressed_size();
            compressed += column.getTotal_compressed_size();
        }
        var chunks = columns.stream()
                .map(column -> new ColumnChunk(0).setMeta_data(column))
                .toList();
        var group = new RowGroup(chunks, size, rows).setTotal_compressed_size(compressed);
        // An empty row group is a file that some readers refuse.
        return new FileMetaData(FORMAT_VERSION, elements, rows, rows == 0 ? List.of() : List.of(group))
                .setCreated_by(CREATED_BY)
                .setColumn_orders(orders);
    }
}
