package dev.kinesislake.function.event;

import com.squareup.moshi.Json;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member of the payload, which is a column of the lake.
 *
 * @param fieldId of the column, see {@link FieldId}
 * @param name as events spell it
 * @param type of the column's values
 */
public record Member(int fieldId, String name, Type type) {

    /** What a member's column has. A value that doesn't fit the type is null there. */
    public enum Type {
        /** A string; a number or a boolean as it is spelled. */
        STRING,
        /** A number with a whole value of 32 bits. */
        INTEGER,
        /** A number with a whole value of 64 bits. */
        LONG,
        /** Any number that is finite as a double. */
        DOUBLE,
        BOOLEAN,
        /** A string with a date, a time and an offset in ISO 8601, such as {@code 2026-11-23T11:33:31.120Z}, to the microsecond. */
        INSTANT,
        /** Anything but null, as JSON text. */
        JSON
    }

    private static final Map<Class<?>, Type> TYPES = Map.of(
            String.class, Type.STRING,
            Integer.class, Type.INTEGER,
            Long.class, Type.LONG,
            Double.class, Type.DOUBLE,
            Boolean.class, Type.BOOLEAN,
            Instant.class, Type.INSTANT);

    /**
     * The members of a payload's type, in their order.
     *
     * @throws IllegalArgumentException if a member has no field id, one of another member, or a type that no column can have
     */
    public static List<Member> of(Class<? extends Record> payload) {
        var names = new HashMap<Integer, String>();
        return Arrays.stream(payload.getRecordComponents())
                .map(component -> {
                    var member = of(component);
                    var other = names.put(member.fieldId, member.name);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "%s and %s have the same field id, %d".formatted(other, member.name, member.fieldId));
                    }
                    return member;
                })
                .toList();
    }

    private static Member of(RecordComponent component) {
        var json = component.getAnnotation(Json.class);
        var fieldId = component.getAnnotation(FieldId.class);
        if (fieldId == null) {
            throw new IllegalArgumentException("%s has no field id: annotate it with @FieldId and the next free number"
                    .formatted(where(component)));
        }
        var type = type(component.getType());
        if (type == null) {
            throw new IllegalArgumentException(
                    "%s is of type %s; a member is a String, Integer, Long, Double, Boolean or Instant, or a list, a map or a record (a column of JSON text)"
                            .formatted(where(component), component.getType().getSimpleName()));
        }
        return new Member(fieldId.value(), json == null ? component.getName() : json.name(), type);
    }

    private static @Nullable Type type(Class<?> member) {
        boolean nested =
                member.isRecord() || Collection.class.isAssignableFrom(member) || Map.class.isAssignableFrom(member);
        return nested ? Type.JSON : TYPES.get(member);
    }

    private static String where(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }
}
