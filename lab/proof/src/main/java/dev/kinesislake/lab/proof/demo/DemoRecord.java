package dev.kinesislake.lab.proof.demo;

import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.events.Packing;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Events of a demonstration that are sent as one Kinesis record: mostly one, now and then some that follow each other.
 *
 * @param first the index of the first event
 * @param count how many there are
 */
record DemoRecord(int first, int count, Packing packing) {

    /** One in so many records has several events. */
    private static final int MANY_EVERY = 40;

    private static final int MAX_EVENTS = 8;

    /** All records of a demonstration. */
    static List<DemoRecord> of(DemoEvents events) {
        var records = new ArrayList<DemoRecord>();
        for (int index = 0; index < events.size(); ) {
            int many = records.size() / MANY_EVERY;
            var record = records.size() % MANY_EVERY == MANY_EVERY - 1
                    ? many(events, index, Packing.OF_MANY.get(many % Packing.OF_MANY.size()))
                    : new DemoRecord(index, 1, Packing.SINGLE);
            records.add(record);
            index += record.count();
        }
        return records;
    }

    private static DemoRecord many(DemoEvents events, int first, Packing packing) {
        var packed = new ArrayList<SentEvent>();
        while (packed.size() < MAX_EVENTS
                && first + packed.size() < events.size()
                && packing.takes(events.get(first + packed.size()), packed)) {
            packed.add(events.get(first + packed.size()));
        }
        return packed.isEmpty()
                ? new DemoRecord(first, 1, Packing.SINGLE)
                : new DemoRecord(first, packed.size(), packing);
    }

    List<SentEvent> events(DemoEvents events) {
        return indexes().stream().map(events::get).toList();
    }

    /** Notes where the stream took it. */
    void acceptedAt(String shardId, String sequenceNumber, DemoEvents events, Ledger ledger) {
        if (packing == Packing.SINGLE) {
            ledger.accept(shardId, sequenceNumber, first);
        } else {
            ledger.acceptMany(shardId, sequenceNumber, indexes(), packing.partitionKeys(events(events)));
        }
    }

    private List<Integer> indexes() {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
