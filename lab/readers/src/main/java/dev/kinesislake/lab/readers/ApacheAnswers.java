package dev.kinesislake.lab.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.Version;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators;
import org.apache.parquet.filter2.predicate.Operators.SupportsLtGt;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Apache's own reader in Java, asked as the others are: the arguments are pairs of a corpus and a folder for the answers. */
final class ApacheAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode expected;
    private final Map<String, ApacheFile> files = new LinkedHashMap<>();

    private ApacheAnswers(Path corpus, String set) throws IOException {
        expected = JSON.readTree(corpus.resolve(set).resolve("expected.json").toFile());
        for (var name : (Iterable<String>) () -> expected.get("files").fieldNames()) {
            files.put(name, new ApacheFile(corpus.resolve(name)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i += 2) {
            answerAll(Path.of(arguments[i]), Path.of(arguments[i + 1], "parquet-java-" + Version.VERSION_NUMBER));
        }
    }

    private static void answerAll(Path corpus, Path answers) throws IOException {
        Files.createDirectories(answers);
        try (Stream<Path> sets = Files.list(corpus)) {
            for (var set : sets.map(path -> path.getFileName().toString()).toList()) {
                JSON.writeValue(answers.resolve(set + ".json").toFile(), answer(corpus, set));
            }
        }
    }

    private static Map<String, Object> answer(Path corpus, String set) {
        try {
            return new ApacheAnswers(corpus, set).answer();
        } catch (IOException | RuntimeException error) {
            return Map.of("error", error.toString());
        }
    }

    private Map<String, Object> answer() throws IOException {
        var columns = columns();
        var values = new LinkedHashMap<String, List<@Nullable Object>>();
        columns.keySet().forEach(name -> values.put(name, new ArrayList<>()));
        int rows = 0;
        for (var file : files.values()) {
            for (var row : file.rows(null)) {
                values.forEach((name, cells) -> cells.add(file.value(row, name)));
                rows++;
            }
        }
        var counts = new LinkedHashMap<String, Object>();
        var min = new LinkedHashMap<String, @Nullable Object>();
        var max = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, all) -> {
            var type = type(columns, name);
            var cells = all.stream().filter(Objects::nonNull).toList();
            counts.put(name, cells.size());
            min.put(name, spelt(cells.stream().min(type::compare).orElse(null)));
            max.put(name, spelt(cells.stream().max(type::compare).orElse(null)));
        });
        values.values().forEach(cells -> cells.replaceAll(ApacheAnswers::spelt));
        var filters = new ArrayList<List<String>>();
        for (var filter : expected.get("filters")) {
            var column = filter.get("column").asText();
            filters.add(sequenceNumbers(column, predicate(filter, type(columns, column))));
        }
        return Map.of(
                "columns", columns.keySet(),
                "values", values,
                "rows", rows,
                "count", counts,
                "min", min,
                "max", max,
                "filters", filters,
                "files", footers());
    }

    private Map<String, Column.Type> columns() {
        var columns = new LinkedHashMap<String, Column.Type>();
        for (var column : expected.get("columns")) {
            if (!column.get("place").asText().equals("path")) {
                columns.put(
                        column.get("name").asText(),
                        Column.Type.valueOf(column.get("type").asText().toUpperCase(Locale.ROOT)));
            }
        }
        return columns;
    }

    private static Column.Type type(Map<String, Column.Type> columns, String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    private List<String> sequenceNumbers(String column, FilterPredicate filter) throws IOException {
        var numbers = new ArrayList<String>();
        for (var file : files.values()) {
            if (file.has(column)) {
                file.rows(filter).forEach(row -> numbers.add(row.getString("sequence_number", 0)));
            }
        }
        Collections.sort(numbers);
        return numbers;
    }

    private static FilterPredicate predicate(JsonNode filter, Column.Type type) {
        var name = filter.get("column").asText();
        var operator = filter.get("operator").asText();
        var value = filter.get("value");
        return switch (type) {
            case STRING -> predicate(FilterApi.binaryColumn(name), operator, Binary.fromString(value.asText()));
            case INT32 -> predicate(FilterApi.intColumn(name), operator, value.asInt());
            case INT64, TIMESTAMP -> predicate(FilterApi.longColumn(name), operator, value.asLong());
            case DOUBLE -> predicate(FilterApi.doubleColumn(name), operator, Double.valueOf(value.asText()));
            case BOOLEAN -> FilterApi.eq(FilterApi.booleanColumn(name), value.asBoolean());
        };
    }

    private static <T extends Comparable<T>, C extends Operators.Column<T> & SupportsLtGt> FilterPredicate predicate(
            C column, String operator, T value) {
        return switch (operator) {
            case "<" -> FilterApi.lt(column, value);
            case ">" -> FilterApi.gt(column, value);
            default -> FilterApi.eq(column, value);
        };
    }

    private Map<String, Map<String, Object>> footers() {
        var footers = new LinkedHashMap<String, Map<String, Object>>();
        files.forEach((name, file) -> {
            var columns = new LinkedHashMap<String, Object>();
            for (var column : file.columns()) {
                var statistics = file.statistics(column);
                var says = new LinkedHashMap<String, @Nullable Object>();
                says.put("nulls", statistics.isNumNullsSet() ? statistics.getNumNulls() : null);
                boolean bounds = statistics.hasNonNullValue();
                says.put("min", bounds ? spelt(statistics.genericGetMin()) : null);
                says.put("max", bounds ? spelt(statistics.genericGetMax()) : null);
                columns.put(column, says);
            }
            footers.put(name, columns);
        });
        return footers;
    }

    /** JSON's numbers may lose the sign of a zero. */
    private static @Nullable Object spelt(@Nullable Object value) {
        if (value instanceof Binary text) {
            return text.toStringUsingUTF8();
        }
        return value instanceof Double ? value.toString() : value;
    }
}
