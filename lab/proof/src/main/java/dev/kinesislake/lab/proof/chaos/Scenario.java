package dev.kinesislake.lab.proof.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that is done to a stack, and all that goes wrong meanwhile.
 *
 * @param seed decides on who goes first where several could; also names the scenario
 * @param steps in the order of their moments
 */
record Scenario(long seed, Settings settings, List<Step> steps, List<Fault> faults) {

    Scenario {
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    Scenario withSettings(Settings changed) {
        return new Scenario(seed, changed, steps, faults);
    }

    Scenario withSteps(List<Step> changed) {
        return new Scenario(seed, settings, changed, faults);
    }

    Scenario withFaults(List<Fault> changed) {
        return new Scenario(seed, settings, steps, changed);
    }

    /** All records that it sends. */
    List<SentRecord> sent() {
        return steps.stream()
                .filter(Step.Put.class::isInstance)
                .flatMap(step -> ((Step.Put) step).records().stream())
                .toList();
    }

    /** How many Kinesis records it sends, without those that it sends again. */
    int records() {
        return steps.stream()
                .mapToInt(step -> step instanceof Step.Put put ? put.records().size() : 0)
                .sum();
    }

    /** The scenario as a person reads it, line by line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("scenario " + seed + ": " + settings.words());
        for (var step : steps) {
            lines.add(String.format(Locale.ROOT, "  %8.3f s  %s", step.at().toMillis() / 1e3, step.words()));
        }
        for (var fault : faults) {
            lines.add("  fault       " + fault.words());
        }
        return lines;
    }
}
