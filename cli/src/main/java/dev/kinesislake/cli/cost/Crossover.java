package dev.kinesislake.cli.cost;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * From which load on one choice is cheaper than another for good. Steps such as shards can make it cheaper below as well.
 *
 * @param from events per second; empty where it never is
 */
record Crossover(OptionalDouble from) {

    private static final double MIN_LOAD = 0.1;
    private static final double MAX_LOAD = 100_000;
    private static final int STEPS = 120;
    private static final int BISECTIONS = 30;

    /**
     * Looks at loads from 0.1 to 100,000 events per second.
     *
     * @param choice the cost of a load
     * @param other the other choice's
     */
    static Crossover of(DoubleUnaryOperator choice, DoubleUnaryOperator other) {
        double cheaper = Double.NaN;
        for (int i = STEPS; i >= 0; i--) {
            double load = MIN_LOAD * Math.pow(MAX_LOAD / MIN_LOAD, (double) i / STEPS);
            if (choice.applyAsDouble(load) >= other.applyAsDouble(load)) {
                return new Crossover(
                        i == STEPS ? OptionalDouble.empty() : OptionalDouble.of(between(load, cheaper, choice, other)));
            }
            cheaper = load;
        }
        return new Crossover(OptionalDouble.of(0));
    }

    private static double between(
            double dearer, double cheaper, DoubleUnaryOperator choice, DoubleUnaryOperator other) {
        double low = dearer;
        double high = cheaper;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (choice.applyAsDouble(middle) >= other.applyAsDouble(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** For a table. */
    String text() {
        if (from.isEmpty()) {
            return "at no load";
        }
        double load = from.getAsDouble();
        return load == 0
                ? "at every load"
                : String.format(Locale.ROOT, load < 10 ? "from %,.1f events/s on" : "from %,.0f events/s on", load);
    }
}
