package dev.kinesislake.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that is done to a stack, and all that goes wrong meanwhile.
 *
 * @param seed decides on who goes first where several could; also names the story
 * @param steps in the order of their moments
 */
record Story(long seed, Settings settings, List<Step> steps, List<Fault> faults) {

    Story {
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    Story withSettings(Settings changed) {
        return new Story(seed, changed, steps, faults);
    }

    Story withSteps(List<Step> changed) {
        return new Story(seed, settings, changed, faults);
    }

    Story withFaults(List<Fault> changed) {
        return new Story(seed, settings, steps, changed);
    }

    /** How many Kinesis records it sends, without those that it sends again. */
    int records() {
        return steps.stream()
                .mapToInt(step -> step instanceof Step.Put put ? put.records().size() : 0)
                .sum();
    }

    /** The story as a person reads it, line by line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("story " + seed + ": " + settings.words());
        for (var step : steps) {
            lines.add(String.format(Locale.ROOT, "  %8.3f s  %s", step.at().toMillis() / 1e3, step.words()));
        }
        for (var fault : faults) {
            lines.add("  fault       " + fault.words());
        }
        return lines;
    }
}
