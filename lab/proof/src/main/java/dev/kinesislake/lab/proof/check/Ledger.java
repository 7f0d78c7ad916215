package dev.kinesislake.lab.proof.check;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which event the stream accepted at which position. */
public final class Ledger {

    private final Map<Position, Integer> accepted = new HashMap<>();
    private final Map<Position, Integer> records = new HashMap<>();
    private final Map<Position, String> partitionKeys = new HashMap<>();
    private final Map<Position, Instant> arrivals = new HashMap<>();
    private Function<Position, Expected> expected = position -> Expected.ONCE;

    /**
     * Notes a record.
     *
     * @param index of the event that was sent as this record
     */
    public void accept(String shardId, String sequenceNumber, int index) {
        accepted.put(new Position(shardId, sequenceNumber, null), index);
    }

    /**
     * Notes a record of several events, or one that isn't the event's own bytes.
     *
     * @param indexes of the events that were sent together in this one record
     * @param keys the partition keys that their rows have
     */
    public void acceptMany(String shardId, String sequenceNumber, List<Integer> indexes, List<String> keys) {
        records.put(new Position(shardId, sequenceNumber, null), indexes.size());
        for (int i = 0; i < indexes.size(); i++) {
            // An event that is alone in its record has no number.
            var position = new Position(shardId, sequenceNumber, indexes.size() == 1 ? null : (long) i);
            accepted.put(position, indexes.get(i));
            partitionKeys.put(position, keys.get(i));
        }
    }

    /** The partition key of a row; null where it's the event's own, whose record is its bytes. */
    public @Nullable String partitionKeyAt(Position position) {
        return partitionKeys.get(position);
    }

    /** Notes when the stream took a record, for the rows to say the same. */
    public void arrived(String shardId, String sequenceNumber, Instant arrival) {
        arrivals.put(new Position(shardId, sequenceNumber, null), arrival);
    }

    /** When the record of a position arrived; null where that wasn't noted. */
    public @Nullable Instant arrivalAt(Position position) {
        return arrivals.get(new Position(position.shardId(), position.sequenceNumber(), null));
    }

    /** The index of the event at a position, or null where nothing was accepted there. */
    public @Nullable Integer indexAt(Position position) {
        return accepted.get(position);
    }

    /** Says how often the row of a position is to be stored, where that isn't once. */
    public void expect(Function<Position, Expected> of) {
        expected = of;
    }

    /** How often the row of a position is to be stored. */
    public Expected expected(Position position) {
        return expected.apply(position);
    }

    /** The positions of a record's events, in their order. */
    List<Position> events(String shardId, String sequenceNumber) {
        var record = new Position(shardId, sequenceNumber, null);
        int events = records.getOrDefault(record, 1);
        return events == 1
                ? List.of(record)
                : LongStream.range(0, events)
                        .mapToObj(i -> new Position(shardId, sequenceNumber, i))
                        .toList();
    }

    /** The indexes of a record's events; none where no such record was accepted. */
    public List<Integer> eventsAt(String shardId, String sequenceNumber) {
        return events(shardId, sequenceNumber).stream()
                .map(accepted::get)
                .filter(Objects::nonNull)
                .toList();
    }

    public Set<Position> positions() {
        return accepted.keySet();
    }

    /** How many events the stream accepted. */
    public int size() {
        return accepted.size();
    }
}
