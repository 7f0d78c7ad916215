package dev.kinesislake.local.chaos;

import dev.kinesislake.local.check.Ledger;
import dev.kinesislake.local.events.AggregateWriter;
import dev.kinesislake.local.events.GeneratedEvents;
import dev.kinesislake.local.events.InvalidEvents;
import dev.kinesislake.local.events.SentEvent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Kinesis record of a scenario.
 *
 * @param events the numbers of the events in it; more than one are a KPL aggregate
 * @param aggregated whether it is an aggregate even if it has one event
 */
record SentRecord(List<Integer> events, boolean aggregated) {

    private static final GeneratedEvents GENERATED = new GeneratedEvents(145);

    SentRecord {
        events = List.copyOf(events);
    }

    /** The event of a number: every fifth is none. */
    static SentEvent event(int number) {
        return number % 5 == 4 ? InvalidEvents.get(number / 5) : GENERATED.get(number);
    }

    String partitionKey() {
        return event(events.get(0)).partitionKey();
    }

    byte[] data() {
        return aggregated
                ? AggregateWriter.write(events.stream().map(SentRecord::event).toList())
                : event(events.get(0)).data();
    }

    /** Notes what the stream answered. */
    void acceptedAt(String shardId, String sequenceNumber, Ledger ledger) {
        if (aggregated) {
            ledger.acceptAggregate(shardId, sequenceNumber, events);
        } else {
            ledger.accept(shardId, sequenceNumber, events.get(0));
        }
    }

    String words() {
        return (aggregated ? "aggregate of " : "")
                + events.stream()
                        .map(number -> {
                            var event = event(number);
                            var reason = event.reason();
                            return "#" + number + " " + (reason == null ? event.section() : reason.label());
                        })
                        .collect(Collectors.joining(", "));
    }
}
