package dev.kinesislake.lab.proof.check;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which user record the stream accepted at which position. */
public final class Ledger {

    private final Map<Position, Integer> accepted = new HashMap<>();
    private final Map<Position, Integer> aggregates = new HashMap<>();
    private final Map<Position, Instant> arrivals = new HashMap<>();

    /**
     * Notes a record.
     *
     * @param index of the event that was sent as this record
     */
    public void accept(String shardId, String sequenceNumber, int index) {
        accepted.put(new Position(shardId, sequenceNumber, null), index);
    }

    /**
     * Notes an aggregate.
     *
     * @param indexes of the events that were sent together in this one record
     */
    public void acceptAggregate(String shardId, String sequenceNumber, List<Integer> indexes) {
        aggregates.put(new Position(shardId, sequenceNumber, null), indexes.size());
        for (int sub = 0; sub < indexes.size(); sub++) {
            accepted.put(new Position(shardId, sequenceNumber, (long) sub), indexes.get(sub));
        }
    }

    /** Notes when the stream took a record, for the rows to say the same. */
    public void arrived(String shardId, String sequenceNumber, Instant arrival) {
        arrivals.put(new Position(shardId, sequenceNumber, null), arrival);
    }

    /** When the record of a position arrived; null where that wasn't noted. */
    @Nullable Instant arrivalAt(Position position) {
        return arrivals.get(new Position(position.shardId(), position.sequenceNumber(), null));
    }

    /** The index of the event at a position, or null where nothing was accepted there. */
    @Nullable Integer indexAt(Position position) {
        return accepted.get(position);
    }

    /** The positions of a record's user records, in their order. */
    List<Position> userRecords(String shardId, String sequenceNumber) {
        var record = new Position(shardId, sequenceNumber, null);
        var aggregated = aggregates.get(record);
        return aggregated == null
                ? List.of(record)
                : LongStream.range(0, aggregated)
                        .mapToObj(sub -> new Position(shardId, sequenceNumber, sub))
                        .toList();
    }

    /** The indexes of a record's events; none where no such record was accepted. */
    public List<Integer> eventsAt(String shardId, String sequenceNumber) {
        return userRecords(shardId, sequenceNumber).stream()
                .map(accepted::get)
                .filter(Objects::nonNull)
                .toList();
    }

    public Set<Position> positions() {
        return accepted.keySet();
    }

    /** How many user records the stream accepted. */
    public int size() {
        return accepted.size();
    }
}
