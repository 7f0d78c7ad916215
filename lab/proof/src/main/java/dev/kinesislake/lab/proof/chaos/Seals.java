package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;

/** Adds sealers to a share of the scenarios. */
final class Seals {

    /** One in so many scenarios seals. */
    private static final int SEALING = 5;

    /** Most runs have fewer. */
    private static final int MAX_REQUEST = 60;

    private static final int EARLY_REQUEST = 15;

    private static final int AROUND_SECONDS = 20;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration MAX_AT = Duration.ofMinutes(4);
    private static final Duration MAX_LATENESS = Duration.ofMinutes(3);

    private Seals() {}

    /** Whether the scenario of a seed seals. */
    static boolean isOneOf(long seed) {
        return new SplittableRandom(~seed).nextInt(SEALING) == 0;
    }

    static Scenario within(Scenario scenario) {
        var random = new SplittableRandom(~scenario.seed());
        var steps = new ArrayList<>(scenario.steps());
        int seals = 0;
        for (int more = random.nextInt(1, 6); more > 0; more--) {
            var at = moment(scenario.settings().start(), random);
            // Often several at once.
            for (int beside = random.nextInt(1, 4); beside > 0; beside--) {
                steps.add(new Step.Seal(at.plusMillis(random.nextInt(3_000)), random.nextInt(3) > 0));
                seals++;
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        var faults = new ArrayList<>(scenario.faults());
        // One more than there are steps: beside the last redrive.
        for (int seal = 1; seal <= seals + 1; seal++) {
            for (int more = random.nextInt(4); more > 0; more--) {
                faults.add(fault(seal, random));
            }
        }
        return scenario.withSteps(steps).withFaults(faults);
    }

    /** Often around the hour: what is sealed is said in whole hours. */
    private static Duration moment(Instant start, SplittableRandom random) {
        var most =
                switch (random.nextInt(3)) {
                    case 0 -> SOON;
                    case 1 -> MAX_AT;
                    default -> {
                        var hour = start.plusSeconds(AROUND_SECONDS).truncatedTo(ChronoUnit.HOURS);
                        yield Duration.between(start, hour).plusSeconds(random.nextInt(AROUND_SECONDS));
                    }
                };
        return Duration.ofMillis(random.nextLong(Math.max(1, most.toMillis())));
    }

    private static Fault fault(int seal, SplittableRandom random) {
        var outcomes = ProcessFault.values();
        return new Fault.OfSeal(
                seal,
                random.nextInt(1, random.nextBoolean() ? EARLY_REQUEST : MAX_REQUEST),
                random.nextInt(3) == 0 ? ProcessFault.SLOW : outcomes[random.nextInt(outcomes.length)],
                Duration.ofMillis(random.nextLong(random.nextBoolean() ? 10_000 : MAX_LATENESS.toMillis())));
    }
}
