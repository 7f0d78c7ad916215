package dev.kinesislake.lab.bench.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.event.Event;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.Batch;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.Events;
import dev.kinesislake.lab.bench.work.LakeFolder;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A day's events, the same number each hour, and how many of which status there are. */
final class Day {

    static final String DATE = "2026-11-23";
    static final String SECTION = "Electronics";
    static final int HOUR = 9;

    private static final Instant MIDNIGHT = Instant.parse(DATE + "T00:00:00Z");
    private static final int RECORDS = 3_500;

    private final Events events = new Events(EventKind.PLAIN);
    private final int eventsAnHour;

    Day(int eventsAnHour) {
        this.eventsAnHour = eventsAnHour;
    }

    int events() {
        return 24 * eventsAnHour;
    }

    /** The number of events of each membership status, of the whole day. */
    Map<String, Long> ofTheDay() {
        return count(0, events(), "");
    }

    /** The same of one section's one hour. */
    Map<String, Long> ofTheHour() {
        return count(HOUR * eventsAnHour, (HOUR + 1) * eventsAnHour, SECTION);
    }

    private Map<String, Long> count(int from, int to, String section) {
        var counts = new TreeMap<String, Long>();
        for (int index = from; index < to; index++) {
            var event = events.event(index);
            if (section.isEmpty() || section.equals(section(event))) {
                counts.merge(
                        Objects.requireNonNull(
                                Objects.requireNonNull(event.payload()).membershipStatus()),
                        1L,
                        Long::sum);
            }
        }
        return counts;
    }

    private static String section(Event event) {
        return Objects.requireNonNull(Objects.requireNonNull(event.metadata()).section());
    }

    /** Has our handler store the day, with all processors. */
    void store(Path folder) throws IOException, InterruptedException {
        var ours = new Ours(Workload.of(EventKind.PLAIN, 0, 0), new LakeFolder(folder));
        var hours = new ArrayList<Callable<Void>>();
        for (int hour = 0; hour < 24; hour++) {
            int first = hour * eventsAnHour;
            var arrival = MIDNIGHT.plus(Duration.ofHours(hour));
            hours.add(() -> {
                storeHour(first, arrival, ours);
                return null;
            });
        }
        var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (var hour : threads.invokeAll(hours)) {
                hour.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("can't store the day", failed.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private void storeHour(int first, Instant arrival, Ours ours) throws IOException {
        for (int from = first; from < first + eventsAnHour; from += RECORDS) {
            var records = records(from, Math.min(from + RECORDS, first + eventsAnHour));
            ours.handle(Batch.of(records, from, arrival));
        }
    }

    private List<byte[]> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(events::record).toList();
    }

    /** Stores each event as an object of its own, as the predecessor would have, had its keys not been all the same. */
    void storeOneByOne(Path folder) throws IOException {
        for (int index = 0; index < events(); index++) {
            var section = folder.resolve(section(events.event(index))).resolve(DATE);
            Files.createDirectories(section);
            Files.writeString(section.resolve(index + ".json"), new String(events.record(index), UTF_8));
        }
    }
}
