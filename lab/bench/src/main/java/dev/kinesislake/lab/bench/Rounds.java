package dev.kinesislake.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurements of several subjects in turn, round after round, so that whatever slows the machine down for a while slows all of them
 * down, and their ratios stay. Each round begins with another subject.
 */
public final class Rounds {

    private final Map<String, List<Double>> measured;

    private Rounds(Map<String, List<Double>> measured) {
        this.measured = measured;
    }

    /** Measures a subject once. */
    @FunctionalInterface
    public interface Measurement {
        double measure() throws Exception;
    }

    /**
     * Runs them all.
     *
     * @param warmUps rounds before those that count
     * @param subjects by name, in the order of the table
     */
    public static Rounds of(int warmUps, int rounds, Map<String, Measurement> subjects) throws Exception {
        var measured = new LinkedHashMap<String, List<Double>>();
        subjects.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
        var names = List.copyOf(subjects.keySet());
        for (int round = 0; round < warmUps + rounds; round++) {
            for (int i = 0; i < names.size(); i++) {
                var name = names.get((round + i) % names.size());
                double value = require(subjects, name).measure();
                if (round >= warmUps) {
                    require(measured, name).add(value);
                }
            }
        }
        return new Rounds(measured);
    }

    public Sample of(String name) {
        return Sample.of(require(measured, name));
    }

    /** How many times the second the first one is, round by round. */
    public Sample ratio(String name, String to) {
        return Sample.ratio(require(measured, name), require(measured, to));
    }

    private static <T> T require(Map<String, T> map, String name) {
        var value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is called " + name);
        }
        return value;
    }
}
