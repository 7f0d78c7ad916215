package dev.kinesislake.lab.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One quantity, measured several times.
 *
 * @param low the first quartile
 * @param high the third
 * @param size how many measurements there were
 */
public record Sample(double median, double low, double high, int size) {

    /** Of at least one measurement. */
    public static Sample of(double... measured) {
        var sorted = measured.clone();
        Arrays.sort(sorted);
        return new Sample(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
    }

    /** The ratio of two quantities that were measured in the same rounds. */
    public static Sample ratio(List<Double> of, List<Double> to) {
        return of(IntStream.range(0, of.size())
                .mapToDouble(round -> of.get(round) / to.get(round))
                .toArray());
    }

    public static Sample of(List<Double> measured) {
        return of(measured.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * How far the median may be off, as a share of it: the notches of a box plot (McGill, Tukey, Larsen 1978), outside which two medians
     * differ with about 95 % confidence.
     */
    double uncertainty() {
        return median == 0 ? 0 : 1.57 * (high - low) / Math.sqrt(size) / Math.abs(median);
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
