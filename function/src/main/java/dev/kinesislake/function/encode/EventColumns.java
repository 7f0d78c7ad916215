package dev.kinesislake.function.encode;

import static dev.kinesislake.function.encode.parquet.Column.Type.INT64;
import static dev.kinesislake.function.encode.parquet.Column.Type.STRING;
import static dev.kinesislake.function.encode.parquet.Column.Type.TIMESTAMP;

import dev.kinesislake.function.encode.parquet.Column;
import dev.kinesislake.function.encode.parquet.Schema;
import dev.kinesislake.function.event.Member;
import dev.kinesislake.function.event.Metadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of the lake's Parquet objects: a row's position and arrival, its section and uuid, the members of the payload, and the
 * whole event.
 */
final class EventColumns {

    /** Columns that readers take from the path, and that the files don't have. */
    private static final Set<String> PATH_ONLY = Set.of("dt", "hour");

    /** Members with few different values, for which a dictionary is smaller than compression alone. */
    private static final Set<String> FEW_VALUES = Set.of("membership_status", "is_cart_empty", "sys_type");

    private static final int EVENT_LEVEL = 3;

    private EventColumns() {}

    /**
     * The columns.
     *
     * @param members of the payload
     * @throws IllegalArgumentException if two columns would have one name or one field id
     */
    static Schema<EventCells> schema(List<Member> members) {
        var columns = new ArrayList<Column<EventCells>>();
        columns.add(
                Column.required(1, "shard_id", STRING, EventCells::addShardId).withDictionary());
        columns.add(Column.required(2, "sequence_number", STRING, EventCells::addSequenceNumber));
        columns.add(Column.optional(3, "sub_sequence_number", INT64, EventCells::addSubSequenceNumber));
        columns.add(Column.required(4, "arrival_time", TIMESTAMP, EventCells::addArrivalTime));
        // Optional, since files of earlier versions don't have it: readers refuse a mix where it is required.
        columns.add(Column.optional(5, Metadata.SECTION, STRING, EventCells::addSection)
                .withDictionary());
        columns.add(Column.required(6, Metadata.UUID, STRING, EventCells::addUuid));
        for (int i = 0; i < members.size(); i++) {
            columns.add(member(i, members.get(i)));
        }
        columns.add(Column.<EventCells>required(7, "event", STRING, EventCells::addEvent)
                .withoutMinMax()
                .atLevel(EVENT_LEVEL));
        check(columns);
        return new Schema<>("event", columns);
    }

    private static Column<EventCells> member(int index, Member member) {
        var column = Column.<EventCells>optional(
                member.fieldId(),
                member.name(),
                type(member.type()),
                (row, to) -> row.addMember(index, member.type(), to));
        if (member.type() == Member.Type.JSON) {
            return column.withoutMinMax();
        }
        return FEW_VALUES.contains(member.name()) ? column.withDictionary() : column;
    }

    private static Column.Type type(Member.Type member) {
        return switch (member) {
            case STRING, JSON -> Column.Type.STRING;
            case INTEGER -> Column.Type.INT32;
            case LONG -> Column.Type.INT64;
            case DOUBLE -> Column.Type.DOUBLE;
            case BOOLEAN -> Column.Type.BOOLEAN;
            case INSTANT -> Column.Type.TIMESTAMP;
        };
    }

    /** Names that differ in case only are the same to Spark. */
    private static void check(List<Column<EventCells>> columns) {
        var names = new HashSet<>(PATH_ONLY);
        var fieldIds = new HashSet<Integer>();
        for (var column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "two columns would have the name " + column.name() + ": rename the payload's member");
            }
            if (!fieldIds.add(column.fieldId())) {
                throw new IllegalArgumentException("two columns would have the field id " + column.fieldId()
                        + ": give the payload's member the next free one");
            }
        }
    }
}
