package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.lab.proof.chaos.Fault.Death;
import dev.kinesislake.lab.proof.chaos.Fault.ReadOutcome;
import dev.kinesislake.lab.proof.events.Packing;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes scenarios up. The same seed always gives the same one. */
final class ScenarioGenerator {

    /** Just before an hour begins, for the scenarios' records to fall into two. */
    private static final Instant START = Instant.parse("2026-11-23T10:59:40.123Z");

    private static final int FAULTY_INVOCATIONS = 50;

    /** For an event that can stand among others. */
    private static final int MAX_TRIES = 10;

    /** More than what clocks differ by that are kept in time. */
    private static final int MAX_SKEW_MILLIS = 2_000;

    /** One in so many scenarios is of this kind. */
    private static final int DELIVERED_AGAIN = 25;

    /** The stack's default. */
    static final int PUT_PARALLELISM = 16;

    private static final Duration MAX_COLD_START = Duration.ofSeconds(20);

    private static final RequestOutcome[] OUTAGES = {
        RequestOutcome.DENIED, RequestOutcome.SLOW_DOWN, RequestOutcome.ERROR_500, RequestOutcome.SILENT
    };

    private final long seed;
    private final SplittableRandom random;
    private final Load load;
    private final boolean overlapping;

    /** Whether most batches that fail are discarded. */
    private final boolean discarding;

    /** What the events' rows are filed under; where empty, anything. */
    private final Set<String> sections;

    private final int crashRate;
    private int events;

    /** What is put. */
    private enum Load {
        LIGHT,
        MANY_RECORDS,
        ONE_SECTION,
        LARGE_RECORDS
    }

    private static final Load[] HEAVY = {Load.MANY_RECORDS, Load.ONE_SECTION, Load.LARGE_RECORDS};

    private ScenarioGenerator(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.load = random.nextInt(20) == 0 ? pick(HEAVY) : Load.LIGHT;
        this.overlapping = random.nextInt(4) > 0;
        this.discarding = random.nextInt(4) == 0;
        this.sections = sections();
        this.crashRate = random.nextInt(2) == 0 ? 3 : 30;
    }

    static Scenario generate(long seed) {
        return Erasures.isOneOf(seed) ? withErasures(seed) : withoutErasures(seed);
    }

    private static Scenario withoutErasures(long seed) {
        return Seals.isOneOf(seed) ? withSeals(seed) : ofTheConsumer(seed);
    }

    /** Without sealers and erasures. */
    static Scenario ofTheConsumer(long seed) {
        return new ScenarioGenerator(seed).scenario();
    }

    /** The same with erasures in it in any case, if it has few records. */
    static Scenario withErasures(long seed) {
        return Erasures.within(withoutErasures(seed));
    }

    /** The same with both. */
    static Scenario withSealsAndErasures(long seed) {
        return Erasures.within(withSeals(seed));
    }

    /** The same with sealers in it in any case. */
    static Scenario withSeals(long seed) {
        return Seals.within(ofTheConsumer(seed));
    }

    private Scenario scenario() {
        if (Math.floorMod(seed, DELIVERED_AGAIN) == 0) {
            return DeliveredAgain.generate(seed, START, random);
        }
        if (random.nextInt(25) == 0) {
            return ReturningBatch.generate(seed, START, random);
        }
        var settings = settings();
        var length = Duration.ofSeconds(random.nextInt(5, 90));
        var steps = new ArrayList<Step>();
        puts(steps, length);
        changes(steps, length);
        crashes(steps);
        steps.sort(Comparator.comparing(Step::at));
        return new Scenario(seed, settings, steps, faults());
    }

    /** Pollers crash while their invocations are under way: soon after something is put. */
    private void crashes(List<Step> steps) {
        for (var step : List.copyOf(steps)) {
            if (overlapping && step instanceof Step.Put && random.nextInt(crashRate) == 0) {
                steps.add(new Step.CrashPoller(step.at().plus(upTo(Duration.ofSeconds(5))), batchSize(), window()));
            }
        }
    }

    private Settings settings() {
        return new Settings(
                START.plusMillis(random.nextInt(40_000)),
                random.nextInt(1, 4),
                random.nextInt(4) == 0 && load == Load.LIGHT ? random.nextInt(2, 10) : 1_000,
                batchSize(),
                window(),
                random.nextInt(3) == 0 ? random.nextInt(2, 11) : 1,
                random.nextInt(3) > 0,
                retryAttempts(),
                random.nextInt(4) == 0 ? random.nextInt(60, 120) : ErrorHandling.ENDLESS,
                random.nextInt(3) == 0 ? random.nextInt(1, MAX_SKEW_MILLIS) : 0,
                random.nextInt(2) == 0 ? 60 : 900,
                random.nextInt(2) == 0 ? PUT_PARALLELISM : random.nextInt(1, 9));
    }

    private int retryAttempts() {
        if (discarding) {
            return random.nextInt(3);
        }
        return random.nextInt(2) == 0 ? ErrorHandling.ENDLESS : random.nextInt(12);
    }

    /** With few sections, most rows of a batch share an object. */
    private Set<String> sections() {
        var first = "section " + SentRecord.SECTIONS.get(0);
        if (load == Load.ONE_SECTION) {
            return Set.of(first);
        }
        return random.nextInt(3) == 0 ? Set.of(first, "section " + SentRecord.SECTIONS.get(1)) : Set.of();
    }

    private int batchSize() {
        return load == Load.LIGHT ? random.nextInt(1, 25) : random.nextInt(50, 1_000);
    }

    private int window() {
        return random.nextInt(2) == 0 ? 0 : random.nextInt(1, 6);
    }

    private void puts(List<Step> steps, Duration length) {
        int most = load == Load.LIGHT ? 15 : 4;
        for (int puts = random.nextInt(1, most); puts > 0; puts--) {
            var records = new ArrayList<SentRecord>();
            for (int count = records(); count > 0; count--) {
                records.add(record());
            }
            steps.add(new Step.Put(moment(length), records, random.nextInt(10) == 0));
        }
    }

    /** How many records are put together. */
    private int records() {
        return switch (load) {
            case LIGHT, LARGE_RECORDS -> random.nextInt(1, 10);
            case MANY_RECORDS, ONE_SECTION -> random.nextInt(50, 500);
        };
    }

    private SentRecord record() {
        if (random.nextInt(6) > 0) {
            return new SentRecord(List.of(event()), Packing.SINGLE);
        }
        var packing = Packing.OF_MANY.get(random.nextInt(Packing.OF_MANY.size()));
        var numbers = new ArrayList<Integer>();
        var packed = new ArrayList<SentEvent>();
        int most = random.nextInt(20) == 0 ? random.nextInt(8, 60) : random.nextInt(1, 8);
        for (int tries = 0; numbers.size() < most && tries < MAX_TRIES * most; tries++) {
            int number = event();
            if (packing.takes(SentRecord.event(number), packed)) {
                numbers.add(number);
                packed.add(SentRecord.event(number));
            }
        }
        return numbers.isEmpty() ? new SentRecord(List.of(event()), Packing.SINGLE) : new SentRecord(numbers, packing);
    }

    private int event() {
        if (load == Load.LARGE_RECORDS && random.nextBoolean()) {
            return SentRecord.LARGE + events++;
        }
        while (!sections.isEmpty()
                && !sections.contains(SentRecord.event(events).folder())) {
            events++;
        }
        return events++;
    }

    private void changes(List<Step> steps, Duration length) {
        for (int changes = random.nextInt(4) * random.nextInt(2); changes > 0; changes--) {
            var at = moment(length);
            steps.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> new Step.Scale(at, random.nextInt(1, 6));
                        case 2 -> new Step.UpdateFunction(at);
                        case 3 -> new Step.ChangeMapping(at, batchSize(), window());
                        default ->
                            overlapping ? new Step.CrashPoller(at, batchSize(), window()) : new Step.UpdateFunction(at);
                    });
        }
    }

    private Duration moment(Duration length) {
        return Duration.ofMillis(random.nextLong(length.toMillis()));
    }

    private List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        double rate = discarding ? random.nextDouble(0.4, 0.9) : random.nextDouble(0.7);
        for (int invocation = 1; invocation <= FAULTY_INVOCATIONS; invocation++) {
            if (random.nextDouble() < rate) {
                faultsOf(invocation, faults);
            }
        }
        for (int read = 1; read <= FAULTY_INVOCATIONS; read++) {
            if (random.nextDouble() < rate / 4) {
                faults.add(new Fault.OfRead(read, pick(ReadOutcome.values())));
            }
        }
        if (random.nextInt(4) == 0) {
            var from = upTo(Duration.ofSeconds(90));
            faults.add(new Fault.SlowS3(from, from.plus(upTo(Duration.ofSeconds(60))), upTo(Duration.ofSeconds(12))));
        }
        if (random.nextInt(8) == 0) {
            var from = upTo(Duration.ofSeconds(90));
            faults.add(new Fault.Outage(from, from.plus(upTo(Duration.ofMinutes(20))), pick(OUTAGES)));
        }
        if (random.nextInt(4) == 0) {
            faults.add(new Fault.RestoredBatches());
        }
        for (int write = 1; write <= 3; write++) {
            if (random.nextInt(3) == 0) {
                faults.add(new Fault.RedriveMeanwhile(write, upTo(Duration.ofSeconds(30))));
            }
        }
        for (int write = 1; write <= 5; write++) {
            if (random.nextDouble() < rate) {
                faults.add(new Fault.OfDestination(write, random.nextBoolean()));
            }
        }
        return faults;
    }

    private void faultsOf(int invocation, List<Fault> faults) {
        switch (random.nextInt(overlapping ? 12 : 7)) {
            case 0, 1 ->
                faults.add(new Fault.OfProcess(
                        invocation, pick(Death.values()), random.nextInt(1, 8), bits(), bits(), lateness()));
            case 2 ->
                faults.add(
                        random.nextBoolean() ? new Fault.NoEnvironment(invocation) : new Fault.AnswerLost(invocation));
            case 7, 8 -> {
                faults.add(new Fault.ConnectionLost(invocation, upTo(Duration.ofSeconds(3))));
                puts(invocation, faults);
            }
            case 9 -> {
                faults.add(new Fault.ColdStart(invocation, upTo(MAX_COLD_START)));
                faults.add(new Fault.ConnectionLost(invocation, upTo(Duration.ofSeconds(3))));
            }
            case 10 -> faults.add(new Fault.ColdStart(invocation, upTo(MAX_COLD_START)));
            default -> puts(invocation, faults);
        }
    }

    private void puts(int invocation, List<Fault> faults) {
        for (int objects = random.nextInt(1, 4); objects > 0; objects--) {
            faults.add(new Fault.OfPut(invocation, random.nextInt(1 + random.nextInt(6)), outcomes(), lateness()));
        }
    }

    /** A bit a request; often all or none. */
    private int bits() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            default -> random.nextInt();
        };
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }

    private Duration lateness() {
        return upTo(
                switch (random.nextInt(3)) {
                    case 0 -> Duration.ofSeconds(3);
                    case 1 -> Duration.ofSeconds(40);
                    default -> Fault.MAX_LATENESS.minusSeconds(60);
                });
    }

    /** Short, so that the client's own attempts get over it, or long, so that the batch fails. */
    private List<RequestOutcome> outcomes() {
        var outcomes = new ArrayList<RequestOutcome>();
        if (random.nextInt(4) == 0) {
            // The PUT that replaces an object, after the one that found it there and the look at it.
            outcomes.addAll(List.of(RequestOutcome.FINE, RequestOutcome.FINE));
        }
        boolean same = random.nextBoolean();
        var outcome = pick(RequestOutcome.values());
        for (int attempts = random.nextInt(2) == 0 ? random.nextInt(1, 5) : 5; attempts > 0; attempts--) {
            outcomes.add(same ? outcome : pick(RequestOutcome.values()));
        }
        return outcomes;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
