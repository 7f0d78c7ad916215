package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import dev.kinesislake.lab.proof.events.InvalidEvents;
import dev.kinesislake.lab.proof.events.Packing;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Kinesis record of a scenario.
 *
 * @param events the numbers of the events in it
 * @param packing how they are put together
 */
record SentRecord(List<Integer> events, Packing packing) {

    /** The sections that events are of; some have to be escaped in a path. */
    static final List<String> SECTIONS = Stream.concat(
                    GeneratedEvents.SECTIONS.stream(),
                    Stream.of("50% off/é's", "a=b:c", "x\\y \"z\"", "#1 {Sale}", "Books?", "R&D [new]", "さくら", "%2F"))
            .toList();

    /** From this number on, events are large. */
    static final int LARGE = 1_000_000;

    /** From this number on, events are about somebody: for each person as many as there are before {@link #LARGE}. */
    private static final int PERSONAL = 10_000_000;

    private static final GeneratedEvents GENERATED = new GeneratedEvents(145, SECTIONS);

    SentRecord {
        events = List.copyOf(events);
    }

    /** The number of a person's event that is otherwise as another one, which isn't large. */
    static int about(Person person, int number) {
        return PERSONAL + person.number() * LARGE + number;
    }

    /** Whom an event is about; null where that is none of those who may be erased. */
    static @Nullable Person person(int number) {
        return number < PERSONAL ? null : Person.of((number - PERSONAL) / LARGE);
    }

    /** The event of a number: every fifth is invalid, and all from {@link #LARGE} on are large or somebody's. */
    static SentEvent event(int number) {
        var person = person(number);
        if (person != null) {
            int other = (number - PERSONAL) % LARGE;
            return person.insteadOf(event(other), other);
        }
        if (number >= LARGE) {
            return large(number);
        }
        return number % 5 == 4 ? InvalidEvents.get(number / 5) : GENERATED.get(number);
    }

    /** An event of 20 to 300 KB, most of them in a member that the lake has no column for. */
    private static SentEvent large(int number) {
        var event = GENERATED.get(number);
        var random = new SplittableRandom(number);
        var text = new StringBuilder();
        for (int length = random.nextInt(20_000, 300_000); text.length() < length; ) {
            text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
        }
        var compact = requireNonNull(event.compact());
        compact = compact.substring(0, compact.length() - 1) + ",\"more\":\"" + text + "\"}";
        return SentEvent.valid(event.partitionKey(), compact.getBytes(UTF_8), requireNonNull(event.section()), compact);
    }

    String partitionKey() {
        return event(events.get(0)).partitionKey();
    }

    private List<SentEvent> sent() {
        return events.stream().map(SentRecord::event).toList();
    }

    byte[] data() {
        return packing.pack(sent());
    }

    /** Notes what the stream answered. */
    void acceptedAt(String shardId, String sequenceNumber, Ledger ledger) {
        if (packing == Packing.SINGLE) {
            ledger.accept(shardId, sequenceNumber, events.get(0));
        } else {
            ledger.acceptMany(shardId, sequenceNumber, events, packing.partitionKeys(sent()));
        }
    }

    String words() {
        return (packing == Packing.SINGLE ? "" : packing + " of ")
                + events.stream()
                        .map(number -> {
                            var event = event(number);
                            var reason = event.reason();
                            var person = person(number);
                            return "#" + number + (person == null ? "" : " of " + person.userid()) + " "
                                    + (reason == null ? event.section() : reason.label());
                        })
                        .collect(Collectors.joining(", "));
    }
}
