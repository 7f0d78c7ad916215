package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.lab.aws.mapping.MappingTiming;
import dev.kinesislake.lab.proof.events.Packing;
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

    /** After this, an attempt with other rows replaces the object; until then it fails. */
    private static final Duration FENCE = Duration.ofSeconds(30);

    /** What the requests of an invocation take together, more or less. */
    private static final Duration REQUESTS = Duration.ofMillis(100);

    private ReturningBatch() {}

    static Scenario generate(long seed, Instant start, SplittableRandom random) {
        int batch = random.nextInt(2, 8);
        int other = batch == 2 || random.nextBoolean() ? random.nextInt(batch + 1, 12) : random.nextInt(1, batch);
        var settings = new Settings(
                start,
                1,
                1_000,
                batch,
                0,
                1,
                false,
                ErrorHandling.ENDLESS,
                ErrorHandling.ENDLESS,
                random.nextInt(2_000),
                random.nextInt(2) == 0 ? 60 : 900,
                ScenarioGenerator.PUT_PARALLELISM);
        int sections = random.nextInt(1, MAX_SECTIONS + 1);
        // The first delivery has ended, and the mapping, which doesn't hear of that, hasn't delivered the batch again.
        var away = Duration.ofMillis(random.nextInt(100, 200));
        int replacing = random.nextInt(1, 7);
        var back = away.plus(FENCE).plus(afterRetries(replacing));
        var steps = List.<Step>of(
                new Step.Put(Duration.ZERO, records(sections, random), false),
                new Step.CrashPoller(away, other, 0),
                new Step.CrashPoller(back, batch, 0));
        return new Scenario(seed, settings, steps, faults(sections, replacing, random));
    }

    /** From the first failure on, the moment between so many retries and the next one. */
    private static Duration afterRetries(int retries) {
        var wait = REQUESTS.multipliedBy(retries);
        for (int failures = 1; failures <= retries; failures++) {
            wait = wait.plus(MappingTiming.REAL.backoff(failures));
        }
        return wait.plus(MappingTiming.REAL.backoff(retries + 1).dividedBy(2));
    }

    /** Of few sections, so that most rows of a batch share an object. */
    static List<SentRecord> records(int ofSections, SplittableRandom random) {
        var sections = SentRecord.SECTIONS.subList(0, ofSections).stream()
                .map(section -> "section " + section)
                .toList();
        return IntStream.iterate(0, number -> number + 1)
                .filter(number -> sections.contains(SentRecord.event(number).folder()))
                .limit(random.nextInt(12, 20))
                .mapToObj(number -> new SentRecord(List.of(number), Packing.SINGLE))
                .toList();
    }

    /** @param replacing how many invocations with the other rows begin when they may replace the object */
    private static List<Fault> faults(int sections, int replacing, SplittableRandom random) {
        var faults = new ArrayList<Fault>();
        faults.add(new Fault.ConnectionLost(1, Duration.ZERO));
        // The second invocation fails; each one after it dies with the PUT that replaces an object. Before that PUT
        // come the one that finds an object there and the look at it.
        for (int invocation = 3; invocation < 3 + replacing; invocation++) {
            int request = sections == 1 ? 3 : random.nextInt(3, 6);
            faults.add(new Fault.OfProcess(
                    invocation, Fault.Death.KILLED, request, 0, -1, Duration.ofSeconds(random.nextInt(10, 400))));
        }
        return faults;
    }
}
