package dev.kinesislake.cli.cost;

import java.util.Map;
import java.util.TreeMap;

/**
 * How small gzip makes several events together, by their number: few events compress less. Measured with the JDK's gzip on the
 * benchmark's events, of 932 bytes on average; a test of {@code lab/bench} measures them again. Other events compress differently.
 */
public final class Compression {

    private static final TreeMap<Integer, Double> SHARES = new TreeMap<>(Map.ofEntries(
            Map.entry(1, 0.655),
            Map.entry(2, 0.443),
            Map.entry(3, 0.358),
            Map.entry(5, 0.283),
            Map.entry(10, 0.218),
            Map.entry(20, 0.179),
            Map.entry(50, 0.152),
            Map.entry(100, 0.141),
            Map.entry(200, 0.135),
            Map.entry(500, 0.131),
            Map.entry(1000, 0.130)));

    private Compression() {}

    /** Compressed bytes as a share of the events' own; interpolated between two measured numbers of events. */
    public static double share(double events) {
        var below = SHARES.floorEntry((int) Math.max(1, events));
        var above = SHARES.higherEntry(below.getKey());
        if (above == null) {
            return below.getValue();
        }
        double way =
                Math.log(Math.max(1, events) / below.getKey()) / Math.log((double) above.getKey() / below.getKey());
        return below.getValue() + way * (above.getValue() - below.getValue());
    }
}
