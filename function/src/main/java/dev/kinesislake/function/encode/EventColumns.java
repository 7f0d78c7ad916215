package dev.kinesislake.function.encode;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import com.squareup.moshi.Json;
import dev.kinesislake.function.event.Metadata;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of the lake's Parquet objects: a row's position and arrival, its uuid, the members of the payload that hold one value,
 * and the whole event. They follow the payload's type: one more member there is one more column here. Section, day and hour stand in
 * the path alone, where readers find them as columns.
 */
final class EventColumns {

    static final String SHARD_ID = "shard_id";
    static final String SEQUENCE_NUMBER = "sequence_number";
    static final String SUB_SEQUENCE_NUMBER = "sub_sequence_number";
    static final String ARRIVAL_TIME = "arrival_time";
    static final String EVENT = "event";

    private static final Set<String> OF_PARTITION = Set.of("section", "dt", "hour");

    private static final Set<Class<?>> SCALARS =
            Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class);

    /** Members with few different values, for which a dictionary is smaller than compression alone. */
    private static final Set<String> FEW_VALUES = Set.of("membership_status", "is_cart_empty", "sys_type");

    private final List<String> payload;
    private final MessageType schema;

    private EventColumns(List<String> payload, MessageType schema) {
        this.payload = payload;
        this.schema = schema;
    }

    /**
     * The columns for a type of payload.
     *
     * @throws IllegalArgumentException if two columns would have one name
     */
    static EventColumns of(Class<? extends Record> payload) {
        var members = Arrays.stream(payload.getRecordComponents())
                .filter(component -> SCALARS.contains(component.getType()))
                .map(EventColumns::memberName)
                .toList();
        var fields = new ArrayList<Type>();
        fields.add(Types.required(BINARY).as(stringType()).named(SHARD_ID));
        fields.add(Types.required(BINARY).as(stringType()).named(SEQUENCE_NUMBER));
        fields.add(Types.optional(INT64).named(SUB_SEQUENCE_NUMBER));
        fields.add(Types.required(INT64).as(timestampType(true, MICROS)).named(ARRIVAL_TIME));
        fields.add(Types.required(BINARY).as(stringType()).named(Metadata.UUID));
        for (var member : members) {
            fields.add(Types.optional(BINARY).as(stringType()).named(member));
        }
        fields.add(Types.required(BINARY).as(stringType()).named(EVENT));
        checkNames(fields);
        return new EventColumns(members, new MessageType("event", fields));
    }

    private static String memberName(RecordComponent component) {
        var json = component.getAnnotation(Json.class);
        return json == null ? component.getName() : json.name();
    }

    private static void checkNames(List<Type> fields) {
        var names = new HashSet<>(OF_PARTITION);
        for (var field : fields) {
            if (!names.add(field.getName())) {
                throw new IllegalArgumentException("two columns would have the name " + field.getName());
            }
        }
    }

    MessageType schema() {
        return schema;
    }

    /** The payload's columns in their order, which are named as its members. */
    List<String> payload() {
        return payload;
    }

    /** Columns that a dictionary makes smaller. */
    Stream<String> withDictionary() {
        return names().filter(name -> name.equals(SHARD_ID) || FEW_VALUES.contains(name));
    }

    /** Columns whose least and greatest value let a reader skip an object: those that grow with the stream. */
    Stream<String> withStatistics() {
        return names().filter(Set.of(SHARD_ID, SEQUENCE_NUMBER, ARRIVAL_TIME)::contains);
    }

    private Stream<String> names() {
        return schema.getFields().stream().map(Type::getName);
    }
}
