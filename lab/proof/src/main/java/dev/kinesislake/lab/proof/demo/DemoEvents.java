package dev.kinesislake.lab.proof.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import dev.kinesislake.lab.proof.events.InvalidEvents;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that a demonstration sends: the known events, then generated ones with the invalid ones spread evenly among them. */
final class DemoEvents {

    private final List<SentEvent> samples;
    private final GeneratedEvents generated;
    private final long valid;
    private final long invalid;

    private DemoEvents(List<SentEvent> samples, GeneratedEvents generated, int valid, int invalid) {
        this.samples = samples;
        this.generated = generated;
        this.valid = valid;
        this.invalid = invalid;
    }

    /**
     * Describes the events; each is made when it's asked for.
     *
     * @param samples the folder of the known events, one JSON file each
     * @param valid how many are generated
     * @param invalid how many are no events
     */
    static DemoEvents of(Path samples, int valid, int invalid, long seed) {
        return new DemoEvents(readSamples(samples), new GeneratedEvents(seed), valid, invalid);
    }

    int size() {
        return Math.toIntExact(samples.size() + valid + invalid);
    }

    /** The event at an index; always the same for the same index. */
    SentEvent get(int index) {
        if (index < samples.size()) {
            return samples.get(index);
        }
        long behind = (long) index - samples.size();
        long invalidBefore = behind * invalid / (valid + invalid);
        return (behind + 1) * invalid / (valid + invalid) > invalidBefore
                ? InvalidEvents.get((int) invalidBefore)
                : generated.get((int) (behind - invalidBefore));
    }

    private static List<SentEvent> readSamples(Path folder) {
        try (var files = Files.list(folder)) {
            var json = new ObjectMapper();
            var samples = new ArrayList<SentEvent>();
            for (var file : files.sorted().toList()) {
                var data = Files.readAllBytes(file);
                var event = json.readTree(data);
                var user = event.at("/payload/userid").asText();
                var section = event.at("/metadata/section").asText();
                samples.add(SentEvent.valid("user-" + user, data, section, event.toString()));
            }
            return samples;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read the known events in " + folder, unreadable);
        }
    }
}
