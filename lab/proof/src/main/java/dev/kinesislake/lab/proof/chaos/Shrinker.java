package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Makes a scenario that breaks the promise shorter: leaves out what it breaks without. */
final class Shrinker {

    private static final int MAX_EARLIER = 3;

    private final Predicate<Scenario> stillFails;
    private int playsLeft;

    private Shrinker(Predicate<Scenario> stillFails, int plays) {
        this.stillFails = stillFails;
        this.playsLeft = plays;
    }

    /**
     * The shortest scenario that is found.
     *
     * @param fails a scenario that fails
     * @param plays how often a shorter one may be tried
     */
    static Scenario shrink(Scenario fails, Predicate<Scenario> stillFails, int plays) {
        var shrinker = new Shrinker(stillFails, plays);
        var scenario = fails;
        while (true) {
            var shorter = shrinker.once(scenario);
            if (shorter.equals(scenario) || shrinker.playsLeft <= 0) {
                return shorter;
            }
            scenario = shorter;
        }
    }

    private Scenario once(Scenario scenario) {
        var shorter = scenario;
        shorter = withoutFaults(shorter);
        shorter = without(shorter, shorter.steps(), Scenario::withSteps, MAX_EARLIER);
        for (int i = 0; i < shorter.steps().size(); i++) {
            shorter = withoutRecords(shorter, i);
        }
        shorter = either(shorter.withSettings(ofOneLane(shorter.settings())), shorter);
        return either(shorter.withSettings(withoutLimits(shorter.settings())), shorter);
    }

    private Scenario withoutFaults(Scenario scenario) {
        return without(scenario, scenario.faults(), Scenario::withFaults, 0);
    }

    private Scenario withoutRecords(Scenario scenario, int index) {
        if (!(scenario.steps().get(index) instanceof Step.Put put)) {
            return scenario;
        }
        BiFunction<Scenario, List<SentRecord>, Scenario> with = (whole, records) -> {
            var steps = new ArrayList<>(whole.steps());
            steps.set(index, new Step.Put(put.at(), records, put.sentAgain()));
            return whole.withSteps(steps);
        };
        return without(scenario, put.records(), with, MAX_EARLIER);
    }

    /** Leaves out parts of a list, halves first and single elements at last. */
    private <T> Scenario without(
            Scenario whole, List<T> parts, BiFunction<Scenario, List<T>, Scenario> with, int earlier) {
        var scenario = whole;
        var left = parts;
        for (int size = (left.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            for (int from = 0; from < left.size(); ) {
                var fewer = new ArrayList<>(left);
                fewer.subList(from, Math.min(left.size(), from + size)).clear();
                var shorter = firstThatFails(with.apply(scenario, fewer), earlier);
                if (shorter.isPresent()) {
                    scenario = shorter.get();
                    left = fewer;
                } else {
                    from += size;
                }
            }
        }
        return scenario;
    }

    /** The scenario, or one whose faults strike earlier invocations: with a step fewer, there may be some fewer before them. */
    private Optional<Scenario> firstThatFails(Scenario scenario, int mostEarlier) {
        for (int earlier = 0; earlier <= mostEarlier; earlier++) {
            int by = earlier;
            var faults =
                    scenario.faults().stream().map(fault -> earlier(fault, by)).toList();
            if ((by == 0 || !faults.equals(scenario.faults())) && fails(scenario.withFaults(faults))) {
                return Optional.of(scenario.withFaults(faults));
            }
        }
        return Optional.empty();
    }

    private static Fault earlier(Fault fault, int by) {
        return fault instanceof Fault.OfInvocation struck && struck.invocation() > by
                ? struck.at(struck.invocation() - by)
                : fault;
    }

    private static Settings ofOneLane(Settings now) {
        return new Settings(
                now.start(),
                1,
                1_000,
                now.batchSize(),
                0,
                1,
                now.bisect(),
                now.retryAttempts(),
                now.recordAgeSeconds(),
                now.maxSkewMillis(),
                now.timeoutSeconds(),
                now.putParallelism());
    }

    private static Settings withoutLimits(Settings now) {
        return new Settings(
                now.start(),
                now.shards(),
                1_000,
                now.batchSize(),
                now.windowSeconds(),
                1,
                false,
                ErrorHandling.ENDLESS,
                ErrorHandling.ENDLESS,
                now.maxSkewMillis(),
                now.timeoutSeconds(),
                now.putParallelism());
    }

    private Scenario either(Scenario simpler, Scenario scenario) {
        return !simpler.equals(scenario) && fails(simpler) ? simpler : scenario;
    }

    private boolean fails(Scenario scenario) {
        return playsLeft-- > 0 && stillFails.test(scenario);
    }
}
