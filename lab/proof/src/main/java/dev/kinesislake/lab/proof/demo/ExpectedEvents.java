package dev.kinesislake.lab.proof.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.IntFunction;

/** Where the events have to end up under a stack's own {@code sections}, which decide what an unknown section is. */
final class ExpectedEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final IntFunction<SentEvent> events;
    private final Set<String> sections;

    /** @param sections that the stack knows; empty if it knows all */
    ExpectedEvents(IntFunction<SentEvent> events, Set<String> sections) {
        this.events = events;
        this.sections = Set.copyOf(sections);
    }

    SentEvent get(int index) {
        var event = events.apply(index);
        if (event.section() != null && !isKnown(event.section())) {
            return new SentEvent(event.partitionKey(), event.data(), null, null, Reason.UNKNOWN_SECTION);
        }
        return event.reason() == Reason.UNKNOWN_SECTION ? ofItsSection(event) : event;
    }

    private SentEvent ofItsSection(SentEvent event) {
        try {
            var json = JSON.readTree(event.data());
            var section = json.at("/metadata/section").asText();
            return isKnown(section)
                    ? SentEvent.valid(event.partitionKey(), event.data(), section, json.toString())
                    : event;
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    private boolean isKnown(String section) {
        return sections.isEmpty() || sections.contains(section);
    }
}
