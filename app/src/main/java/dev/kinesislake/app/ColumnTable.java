package dev.kinesislake.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.event.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of columns in the documentation, which is also the record of every column that the lake has ever had: files with them stay
 * for years, so a column never changes its type or its field id.
 *
 * @param rows in the order of the file, then those of removed columns
 */
record ColumnTable(List<Row> rows) {

    /** A column, with a note for readers. */
    record Row(int fieldId, String name, String type, String note) {

        Row(int fieldId, String name, String type) {
            this(fieldId, name, type, "");
        }

        @Override
        public String toString() {
            return "| %d | `%s` | %s | %s|".formatted(fieldId, name, type, note.isEmpty() ? "" : note + " ");
        }
    }

    /** The type of a column that is no longer written. */
    private static final String REMOVED = "removed";

    /** The page, which the build puts beside the classes. */
    static final String PAGE = "data-contract.md";

    private static final String HEADER = "| field id | column | type | |\n|---:|---|---|---|\n";
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\d+) \\| `(\\w+)` \\| ([^|]+) \\| ?(.*?) ?\\|$", Pattern.MULTILINE);

    /**
     * Refuses to deploy types that would write other columns than files have by now.
     *
     * @throws IncompatibleColumnsException if a column is renamed, removed, or of another type
     */
    static void check(Class<? extends Record> payload) {
        try (var page = Objects.requireNonNull(ColumnTable.class.getResourceAsStream("/" + PAGE), PAGE)) {
            check(new String(page.readAllBytes(), UTF_8), payload);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same by another page. */
    static void check(String page, Class<? extends Record> payload) {
        var problems = read(page).problems(of(payload));
        if (!problems.isEmpty()) {
            throw new IncompatibleColumnsException(problems);
        }
    }

    /** The table of a page. */
    static ColumnTable read(String page) {
        return new ColumnTable(ROW.matcher(page).results().map(ColumnTable::row).toList());
    }

    private static Row row(MatchResult row) {
        return new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3), row.group(4));
    }

    /** The columns of files with a payload's type. */
    static ColumnTable of(Class<? extends Record> payload) {
        var members = Member.of(payload);
        var ofMembers = members.stream().collect(Collectors.toMap(Member::name, member -> type(member.type())));
        return new ColumnTable(EventParquet.columns(payload).stream()
                .map(column -> {
                    var type = ofMembers.get(column.name());
                    return new Row(column.fieldId(), column.name(), type == null ? fixedType(column) : type);
                })
                .toList());
    }

    private static String fixedType(Column<?> column) {
        return switch (column.type()) {
            case STRING -> "string";
            case INT64 -> "long";
            case TIMESTAMP -> "timestamp";
            case INT32, DOUBLE, BOOLEAN -> throw new IllegalStateException(column.name());
        };
    }

    private static String type(Member.Type type) {
        return switch (type) {
            case STRING, INTEGER, LONG, DOUBLE, BOOLEAN -> type.name().toLowerCase(Locale.ROOT);
            case INSTANT -> "timestamp";
            case JSON -> "JSON text";
        };
    }

    /** What speaks against writing files with other columns from now on, each with what to do; empty where nothing does. */
    List<String> problems(ColumnTable declared) {
        var problems = new ArrayList<String>();
        var now = byName(declared);
        int free = rows.stream().mapToInt(Row::fieldId).max().orElse(0) + 1;
        for (var row : rows) {
            var column = now.get(row.name);
            if (row.type.equals(REMOVED)) {
                if (column != null) {
                    problems.add("%s is a removed column: give the member another name".formatted(row.name));
                }
            } else if (column == null) {
                problems.add(
                        "%s (%s, field id %d) is no member any more: put it back, and add a member of another name beside it; to remove it for good, write `removed` as its type in the table"
                                .formatted(row.name, row.type, row.fieldId));
            } else if (column.fieldId != row.fieldId) {
                problems.add("%s has the field id %d, and files have it with %d: change it back"
                        .formatted(row.name, column.fieldId, row.fieldId));
            } else if (!column.type.equals(row.type)) {
                problems.add(
                        "%s is a %s, and files have it as a %s: change it back, and add a member of another name beside it, with field id %d"
                                .formatted(row.name, column.type, row.type, free));
            }
        }
        var names = byName(this);
        var ids = rows.stream().collect(Collectors.toMap(Row::fieldId, Function.identity()));
        for (var column : declared.rows) {
            if (!names.containsKey(column.name) && ids.containsKey(column.fieldId)) {
                problems.add("%s has the field id %d of %s: the next free one is %d"
                        .formatted(column.name, column.fieldId, ids.get(column.fieldId).name, free));
            }
        }
        return problems;
    }

    /** The page with the table of other columns, whose notes stay. */
    String replaceIn(String page, ColumnTable declared) {
        var notes = byName(this);
        var lines = new ArrayList<Row>();
        for (var column : declared.rows) {
            var known = notes.get(column.name);
            lines.add(known == null ? column : new Row(column.fieldId, column.name, column.type, known.note));
        }
        rows.stream().filter(row -> row.type.equals(REMOVED)).forEach(lines::add);
        int start = page.indexOf(HEADER) + HEADER.length();
        int end = page.indexOf("\n\n", start);
        return page.substring(0, start)
                + lines.stream().map(Row::toString).collect(Collectors.joining("\n"))
                + page.substring(end);
    }

    private static Map<String, Row> byName(ColumnTable table) {
        var byName = new LinkedHashMap<String, Row>();
        table.rows.forEach(row -> byName.put(row.name, row));
        return byName;
    }
}
