package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Makes some events of a share of the scenarios somebody's, and erases these people. */
final class Erasures {

    /** One in so many scenarios erases. */
    private static final int ERASING = 6;

    /** One in so many events is somebody's. */
    private static final int PERSONAL = 4;

    private static final int MAX_ERASURES = 2;

    private static final int MAX_RECORDS = 150;

    /** Most runs have fewer. */
    private static final int MAX_REQUEST = 100;

    private static final int EARLY_REQUEST = 20;
    private static final int FAULTY_INVOCATIONS = 50;
    private static final int LISTS = 15;
    private static final Duration MAX_AT = Duration.ofSeconds(100);

    /** Then many batches have been discarded. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final Duration MAX_LATENESS = Duration.ofMinutes(3);

    private static final RequestOutcome[] OF_LIST = {
        RequestOutcome.ERROR_500,
        RequestOutcome.SLOW_DOWN,
        RequestOutcome.DENIED,
        RequestOutcome.RESET,
        RequestOutcome.SILENT,
        RequestOutcome.SLOW,
        RequestOutcome.SLOW_ANSWER
    };

    private final SplittableRandom random;

    private Erasures(long seed) {
        random = random(seed);
    }

    /** Whether the scenario of a seed erases, if it has few records. */
    static boolean isOneOf(long seed) {
        return random(seed).nextInt(ERASING) == 0;
    }

    private static SplittableRandom random(long seed) {
        return new SplittableRandom(Long.reverse(seed));
    }

    /** The same with erasures, if it has few records: erasing looks into each object many times. */
    static Scenario within(Scenario scenario) {
        return scenario.records() > MAX_RECORDS ? scenario : new Erasures(scenario.seed()).plannedIn(scenario);
    }

    private Scenario plannedIn(Scenario scenario) {
        random.nextInt(ERASING);
        var steps = new ArrayList<Step>();
        for (var step : scenario.steps()) {
            steps.add(
                    step instanceof Step.Put put
                            ? new Step.Put(
                                    put.at(),
                                    put.records().stream().map(this::personal).toList(),
                                    put.sentAgain())
                            : step);
        }
        int erasures = random.nextInt(1, MAX_ERASURES + 1);
        for (int erasure = 0; erasure < erasures; erasure++) {
            steps.add(new Step.Erase(upTo(random.nextInt(3) == 0 ? LATE : MAX_AT), person()));
        }
        steps.sort(Comparator.comparing(Step::at));
        var faults = new ArrayList<>(scenario.faults());
        for (int erasure = 1; erasure <= erasures; erasure++) {
            for (int more = random.nextInt(4); more > 0; more--) {
                faults.add(fault(erasure));
            }
        }
        for (int invocation = 1; invocation <= FAULTY_INVOCATIONS; invocation++) {
            if (random.nextInt(LISTS) == 0) {
                faults.add(new Fault.OfList(invocation, outcomes()));
            }
        }
        return scenario.withSteps(steps).withFaults(faults);
    }

    private SentRecord personal(SentRecord record) {
        return new SentRecord(
                record.events().stream()
                        .map(number -> number < SentRecord.LARGE && random.nextInt(PERSONAL) == 0
                                ? SentRecord.about(person(), number)
                                : number)
                        .toList(),
                record.packing());
    }

    private Person person() {
        return Person.of(random.nextInt(Person.values().length));
    }

    private Fault fault(int erasure) {
        var outcomes = ProcessFault.values();
        return new Fault.OfErasure(
                erasure,
                random.nextInt(1, random.nextBoolean() ? EARLY_REQUEST : MAX_REQUEST),
                outcomes[random.nextInt(outcomes.length)],
                upTo(random.nextBoolean() ? Duration.ofSeconds(10) : MAX_LATENESS));
    }

    /** Few, which the client's own attempts get over, or so many that the batch fails. */
    private List<RequestOutcome> outcomes() {
        var outcomes = new ArrayList<RequestOutcome>();
        var outcome = OF_LIST[random.nextInt(OF_LIST.length)];
        for (int attempts = random.nextBoolean() ? random.nextInt(1, 5) : 5; attempts > 0; attempts--) {
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }
}
