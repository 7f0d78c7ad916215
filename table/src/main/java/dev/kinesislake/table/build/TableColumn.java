package dev.kinesislake.table.build;

import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.parquet.Column;
import java.util.List;

/**
 * A column of the table.
 *
 * @param fieldId that the lake's objects have, too
 * @param isBounded whether the table knows the smallest and the largest value
 */
public record TableColumn(int fieldId, String name, Column.Type type, boolean isRequired, boolean isBounded) {

    /** Those of the lake's objects. */
    public static List<TableColumn> ofEvents() {
        return of(EventParquet.columns());
    }

    /** Those of objects with these columns. */
    public static List<TableColumn> of(List<Column<?>> columns) {
        return columns.stream().map(TableColumn::of).toList();
    }

    private static TableColumn of(Column<?> column) {
        return new TableColumn(column.fieldId(), column.name(), column.type(), !column.optional(), column.minMax());
    }
}
