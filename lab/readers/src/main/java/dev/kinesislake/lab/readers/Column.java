package dev.kinesislake.lab.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kinesislake.function.event.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A column as readers have to see it.
 *
 * @param place where it stands
 */
record Column(String name, Type type, Place place) {

    /** The length in bytes from which a string may be missing in the statistics. */
    private static final int SHORT = 64;

    enum Place {
        /** In the file, whose footer says the smallest and the largest value if both are short. */
        BOUNDED,
        /** In the file. */
        UNBOUNDED,
        /** In the path alone. */
        PATH;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Type {
        STRING,
        INT32,
        INT64,
        DOUBLE,
        BOOLEAN,
        /** Microseconds since 1970. */
        TIMESTAMP;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The order of values: strings by their bytes without signs, -0.0 and 0.0 as equals. */
        int compare(Object left, Object right) {
            return switch (this) {
                case STRING ->
                    Arrays.compareUnsigned(((String) left).getBytes(UTF_8), ((String) right).getBytes(UTF_8));
                case INT32 -> Integer.compare((Integer) left, (Integer) right);
                case INT64, TIMESTAMP -> Long.compare((Long) left, (Long) right);
                case DOUBLE ->
                    ((Double) left).doubleValue() == (Double) right ? 0 : Double.compare((Double) left, (Double) right);
                case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
            };
        }
    }

    static List<Column> of(Class<? extends Record> payload) {
        var columns = new ArrayList<>(List.of(
                new Column("shard_id", Type.STRING, Place.BOUNDED),
                new Column("sequence_number", Type.STRING, Place.BOUNDED),
                new Column("sub_sequence_number", Type.INT64, Place.BOUNDED),
                new Column("arrival_time", Type.TIMESTAMP, Place.BOUNDED),
                new Column("section", Type.STRING, Place.BOUNDED),
                new Column("uuid", Type.STRING, Place.BOUNDED)));
        for (var member : Member.of(payload)) {
            var place = member.type() == Member.Type.JSON ? Place.UNBOUNDED : Place.BOUNDED;
            columns.add(new Column(member.name(), type(member.type()), place));
        }
        columns.add(new Column("event", Type.STRING, Place.UNBOUNDED));
        return columns;
    }

    private static Type type(Member.Type member) {
        return switch (member) {
            case STRING, JSON -> Type.STRING;
            case INTEGER -> Type.INT32;
            case LONG -> Type.INT64;
            case DOUBLE -> Type.DOUBLE;
            case BOOLEAN -> Type.BOOLEAN;
            case INSTANT -> Type.TIMESTAMP;
        };
    }

    static boolean isShort(Object value) {
        return !(value instanceof String text) || text.getBytes(UTF_8).length <= SHORT;
    }
}
