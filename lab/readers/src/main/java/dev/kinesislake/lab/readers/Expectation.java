package dev.kinesislake.lab.readers;

import dev.kinesislake.lab.readers.Column.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What readers have to find, from the events and not from the files. Times are microseconds since 1970, doubles are strings, since
 * JSON's numbers may lose the sign of a zero.
 *
 * @param values of each column, in the order of the rows
 * @param files what each file has to say in its footer
 */
record Expectation(
        boolean inFolders,
        List<Column> columns,
        int rows,
        Map<String, List<@Nullable Object>> values,
        Map<String, Summary> summaries,
        List<Filtered> filters,
        Map<String, Map<String, Summary>> files) {

    /**
     * A column in short.
     *
     * @param count values that aren't null
     * @param inFooter whether the footer has to have min and max
     */
    record Summary(
            long count,
            long nulls,
            @Nullable Object min,
            @Nullable Object max,
            boolean inFooter) {

        static Summary of(Column column, List<@Nullable Object> cells) {
            var values = cells.stream().filter(Objects::nonNull).toList();
            var min = values.stream().min(column.type()::compare).orElse(null);
            var max = values.stream().max(column.type()::compare).orElse(null);
            boolean inFooter = column.place() == Place.BOUNDED
                    && min != null
                    && max != null
                    && Column.isShort(min)
                    && Column.isShort(max);
            return new Summary(values.size(), cells.size() - values.size(), json(min), json(max), inFooter);
        }
    }

    /**
     * A filter's result.
     *
     * @param sequenceNumbers of the rows that are left
     */
    record Filtered(
            String column, String operator, @Nullable Object value, List<String> sequenceNumbers) {}

    static Expectation of(DataSet set) {
        var values = new LinkedHashMap<String, List<@Nullable Object>>();
        var summaries = new LinkedHashMap<String, Summary>();
        for (var column : set.columns()) {
            var cells = set.cells(column);
            values.put(
                    column.name(),
                    cells.stream().<@Nullable Object>map(Expectation::json).toList());
            summaries.put(column.name(), Summary.of(column, cells));
        }
        return new Expectation(
                set.inFolders(), set.columns(), set.rows().size(), values, summaries, filters(set), files(set));
    }

    private static List<Filtered> filters(DataSet set) {
        var rows = set.rows();
        return Filter.of(set).stream()
                .map(filter -> {
                    var cells = set.cells(filter.column());
                    var numbers = IntStream.range(0, cells.size())
                            .filter(i -> filter.matches(cells.get(i)))
                            .mapToObj(i -> rows.get(i).position().sequenceNumber())
                            .toList();
                    return new Filtered(filter.column().name(), filter.operator(), json(filter.value()), numbers);
                })
                .toList();
    }

    private static Map<String, Map<String, Summary>> files(DataSet set) {
        var files = new LinkedHashMap<String, Map<String, Summary>>();
        for (int i = 0; i < set.files().size(); i++) {
            var file = set.files().get(i);
            var summaries = new LinkedHashMap<String, Summary>();
            for (var column : Column.of(file.payload())) {
                summaries.put(column.name(), Summary.of(column, file.cells(column)));
            }
            files.put(set.paths().get(i), summaries);
        }
        return files;
    }

    private static @Nullable Object json(@Nullable Object value) {
        return value instanceof Double number ? number.toString() : value;
    }
}
