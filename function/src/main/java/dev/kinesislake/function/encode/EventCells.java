package dev.kinesislake.function.encode;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.encode.parquet.ColumnValues;
import dev.kinesislake.function.event.Member;
import java.util.Arrays;

/** A row of the lake as the cells of its columns. */
final class EventCells {

    private final Decoded.Valid row;

    /** Where the payload has each member that is a column, -1 where it has none. */
    private final int[] members;

    /**
     * The cells of a row.
     *
     * @param names of the payload's members that are columns
     */
    EventCells(Decoded.Valid row, byte[][] names) {
        this.row = row;
        this.members = members(row.payload(), names);
    }

    /** Of a member that is named twice, the last counts, as it does to most parsers. */
    private static int[] members(JsonText payload, byte[][] names) {
        var members = new int[names.length];
        Arrays.fill(members, -1);
        int likely = 0; // members mostly come in the order of the columns
        for (int member = payload.firstMember(); member < payload.lastMember(); member = payload.nextMember(member)) {
            int column = payload.indexOfName(member, names, likely);
            if (column >= 0) {
                members[column] = member;
                likely = column + 1;
            }
        }
        return members;
    }

    void addShardId(ColumnValues to) {
        to.add(row.record().position().shardId());
    }

    void addSequenceNumber(ColumnValues to) {
        to.add(row.record().position().sequenceNumber());
    }

    void addSubSequenceNumber(ColumnValues to) {
        var sub = row.record().position().subSequenceNumber();
        if (sub == null) {
            to.addNull();
        } else {
            to.add(sub);
        }
    }

    void addArrivalTime(ColumnValues to) {
        to.add(row.record().arrivalTime().toEpochMilli() * 1000);
    }

    void addSection(ColumnValues to) {
        to.add(row.section());
    }

    void addUuid(ColumnValues to) {
        MemberCell.addString(row.uuid(), to);
    }

    void addMember(int column, Member.Type type, ColumnValues to) {
        if (members[column] < 0) {
            to.addNull();
        } else {
            MemberCell.add(type, row.payload().value(members[column]), to);
        }
    }

    void addEvent(ColumnValues to) {
        var event = row.event();
        to.add(event.bytes(), event.start(), event.length());
    }
}
