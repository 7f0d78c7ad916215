package dev.kinesislake.function.encode;

import static dev.kinesislake.function.encode.parquet.Column.Type.INT64;
import static dev.kinesislake.function.encode.parquet.Column.Type.STRING;
import static dev.kinesislake.function.encode.parquet.Column.Type.TIMESTAMP;

import com.squareup.moshi.Json;
import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.encode.parquet.Schema;
import dev.kinesislake.function.event.Metadata;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of the lake's Parquet objects: a row's position and arrival, its uuid, the members of the payload that hold one value,
 * and the whole event. They follow the payload's type: one more member there is one more column here. Section, day and hour stand in
 * the path alone, where readers find them as columns.
 */
final class EventColumns {

    private static final Set<String> OF_PARTITION = Set.of("section", "dt", "hour");

    private static final Set<Class<?>> SCALARS =
            Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class);

    /** Members with few different values, for which a dictionary is smaller than compression alone. */
    private static final Set<String> FEW_VALUES = Set.of("membership_status", "is_cart_empty", "sys_type");

    private static final int EVENT_LEVEL = 3;

    private EventColumns() {}

    /** The members of a type of payload that hold one value, in their order. */
    static List<String> members(Class<? extends Record> payload) {
        return Arrays.stream(payload.getRecordComponents())
                .filter(component -> SCALARS.contains(component.getType()))
                .map(EventColumns::memberName)
                .toList();
    }

    private static String memberName(RecordComponent component) {
        var json = component.getAnnotation(Json.class);
        return json == null ? component.getName() : json.name();
    }

    /**
     * The columns.
     *
     * @param members of the payload, as each row has found them
     * @throws IllegalArgumentException if two columns would have one name
     */
    static Schema<EventCells> schema(List<String> members) {
        var columns = new ArrayList<Column<EventCells>>();
        columns.add(Column.required("shard_id", STRING, EventCells::addShardId)
                .withDictionary()
                .withStatistics());
        columns.add(Column.required("sequence_number", STRING, EventCells::addSequenceNumber)
                .withStatistics());
        columns.add(Column.optional("sub_sequence_number", INT64, EventCells::addSubSequenceNumber));
        columns.add(Column.required("arrival_time", TIMESTAMP, EventCells::addArrivalTime)
                .withStatistics());
        columns.add(Column.required(Metadata.UUID, STRING, EventCells::addUuid));
        for (int i = 0; i < members.size(); i++) {
            int member = i;
            var column = Column.<EventCells>optional(members.get(i), STRING, (row, to) -> row.addMember(member, to));
            columns.add(FEW_VALUES.contains(column.name()) ? column.withDictionary() : column);
        }
        columns.add(Column.required("event", STRING, EventCells::addEvent).atLevel(EVENT_LEVEL));
        checkNames(columns);
        return new Schema<>("event", columns);
    }

    private static void checkNames(List<Column<EventCells>> columns) {
        var names = new HashSet<>(OF_PARTITION);
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns would have the name " + column.name());
            }
        }
    }
}
