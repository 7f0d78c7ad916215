package dev.kinesislake.local.chaos;

import dev.kinesislake.function.config.Format;
import dev.kinesislake.local.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes up scenarios in which a batch is stored, delivered with other rows, and delivered as it was. A PUT with the other rows is still on
 * its way, under the condition that the first object stands there, when the last delivery stores the same rows again.
 */
final class ReturningBatch {

    private static final int MAX_SECTIONS = 2;

    private ReturningBatch() {}

    static Scenario generate(long seed, Instant start, SplittableRandom random) {
        int batch = random.nextInt(2, 8);
        int other = batch == 2 || random.nextBoolean() ? random.nextInt(batch + 1, 12) : random.nextInt(1, batch);
        var settings = new Settings(
                start,
                random.nextBoolean() ? Format.NDJSON : Format.PARQUET,
                1,
                1_000,
                batch,
                0,
                1,
                false,
                ErrorHandling.ENDLESS,
                ErrorHandling.ENDLESS,
                random.nextInt(2_000),
                random.nextInt(2) == 0 ? 60 : 900);
        var away = Duration.ofSeconds(random.nextInt(2, 10));
        var back = away.plusSeconds(random.nextInt(30, 150));
        var steps = List.<Step>of(
                new Step.Put(Duration.ZERO, records(random.nextInt(1, MAX_SECTIONS + 1), random), false),
                new Step.CrashPoller(away, other, 0),
                new Step.CrashPoller(back, batch, 0));
        return new Scenario(seed, settings, steps, faults(random));
    }

    /** Of few sections, so that most rows of a batch share an object. */
    static List<SentRecord> records(int ofSections, SplittableRandom random) {
        var sections = SentRecord.SECTIONS.subList(0, ofSections).stream()
                .map(section -> "section " + section)
                .toList();
        return IntStream.iterate(0, number -> number + 1)
                .filter(number -> sections.contains(SentRecord.event(number).folder()))
                .limit(random.nextInt(12, 20))
                .mapToObj(number -> new SentRecord(List.of(number), false))
                .toList();
    }

    private static List<Fault> faults(SplittableRandom random) {
        var faults = new ArrayList<Fault>();
        // The mapping doesn't hear that the batch is stored.
        faults.add(new Fault.ConnectionLost(1, Duration.ZERO));
        int last = random.nextInt(3, 14);
        for (int invocation = 2; invocation <= last; invocation++) {
            // After the PUT that finds an object there and the look at it, the process dies with the PUT that replaces
            // it.
            faults.add(new Fault.OfProcess(
                    invocation, Fault.Death.KILLED, 3, 0, -1, Duration.ofSeconds(random.nextInt(10, 400))));
        }
        return faults;
    }
}
