package dev.kinesislake.lab.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column.
 *
 * @param operator {@code =}, {@code <} or {@code >}
 */
record Filter(Column column, String operator, Object value) {

    /** Columns that a query would restrict; more of them would only take time. */
    private static final Set<String> COLUMNS = Set.of(
            "arrival_time",
            "section",
            "userid",
            "membership_status",
            "clicks",
            "bytes",
            "price",
            "mobile",
            "seen_at",
            "visits");

    /** What the greatest value is less than, so that a reader of the statistics needs no row. */
    private static final String BEYOND = "\udbff\udffd";

    boolean matches(@Nullable Object cell) {
        if (cell == null) {
            return false;
        }
        int order = column.type().compare(cell, value);
        return switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** For each column a value that some row has, and its neighbours. */
    static List<Filter> of(DataSet set) {
        var filters = new ArrayList<Filter>();
        for (var column : set.columns()) {
            if (!COLUMNS.contains(column.name())) {
                continue;
            }
            var values = set.cells(column).stream()
                    .filter(Objects::nonNull)
                    .filter(Column::isShort)
                    .sorted(column.type()::compare)
                    .toList();
            if (values.isEmpty()) {
                continue;
            }
            if (column.name().equals("section")) {
                values.stream().distinct().forEach(value -> filters.add(new Filter(column, "=", value)));
                continue;
            }
            var middle = values.get(values.size() / 2);
            filters.add(new Filter(column, "=", middle));
            if (column.type() == Column.Type.STRING) {
                filters.add(new Filter(column, "=", BEYOND));
            } else if (column.type() != Column.Type.BOOLEAN) {
                filters.add(new Filter(column, "<", middle));
                filters.add(new Filter(column, ">", middle));
                filters.add(new Filter(column, "=", values.get(0)));
                filters.add(new Filter(column, "=", values.get(values.size() - 1)));
            }
        }
        return filters;
    }
}
