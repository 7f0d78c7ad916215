package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.cost.Item.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Looks for the settings that cost least among those that keep events fresh. Retention, lifecycle rules and alarms stay as they are: they
 * protect rather than deliver.
 */
final class Cheapest {

    /** A function that is busier falls behind at the first peak. */
    static final double MAX_BUSY = 0.7;

    /** Fresher settings are taken where they cost no more than this in addition. */
    private static final double NEARLY = 1.005;

    private static final int[] WINDOWS = {1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 290, 300};

    private Cheapest() {}

    /** The cheapest settings; empty where none keep the freshness. */
    static Optional<Settings> of(Load load, Settings now, Duration freshness, Prices prices, Group... groups) {
        var candidates = candidates(load, now).stream()
                .filter(settings -> isFresh(load, settings, freshness))
                .map(settings -> new Candidate(
                        settings, Bill.of(load, settings, 1, prices).usd(groups)))
                .toList();
        var least = candidates.stream().mapToDouble(Candidate::usd).min();
        return candidates.stream()
                .filter(candidate -> candidate.usd() <= least.orElse(0) * NEARLY)
                .findFirst()
                .map(candidate -> asBefore(load, candidate, now, prices, groups));
    }

    /** Leaves the stack's own batch size where it costs the same. */
    private static Settings asBefore(Load load, Candidate found, Settings now, Prices prices, Group... groups) {
        var same = found.settings().batchSize(now.mapping().batchSize());
        return Bill.of(load, same, 1, prices).usd(groups) <= found.usd() ? same : found.settings();
    }

    private record Candidate(Settings settings, double usd) {}

    /** How old an event can be until it is in the lake, without retries. */
    static double worstSeconds(Load load, Settings settings) {
        var flow = Flow.of(load, settings);
        // A batch that is full doesn't wait for its window's end.
        var collecting = (flow.recordsPerBatch() - 1) * flow.lanes(settings) / flow.recordsPerSecond();
        return settings.gather().toMillis() / 1000.0 + collecting + flow.batchSeconds();
    }

    private static boolean isFresh(Load load, Settings settings, Duration freshness) {
        return worstSeconds(load, settings) <= freshness.toMillis() / 1000.0
                && Flow.of(load, settings).busy() < MAX_BUSY;
    }

    /** Fresher ones first. */
    private static List<Settings> candidates(Load load, Settings now) {
        var all = new ArrayList<Settings>();
        for (int window : WINDOWS) {
            for (var gather : Stream.of(now.gather(), Duration.ZERO, Advice.GATHER)
                    .distinct()
                    .toList()) {
                var base = now.gather(gather)
                        .window(window)
                        .batchSize(Advice.MAX_BATCH)
                        .parallelization(1);
                var shards = OptionalInt.of(Flow.shardsNeeded(load, base));
                for (var stream : List.of(base, base.onDemandOr(OptionalInt.empty()), base.onDemandOr(shards))) {
                    if (gather.isZero() && now.function().memoryMb() > Measured.MIN_MEMORY_MB) {
                        all.add(stream.memory(Measured.MIN_MEMORY_MB));
                    }
                    all.add(stream);
                }
            }
        }
        return all;
    }

    /** How settings differ from a stack's, as configuration is written. */
    static String difference(Settings now, Settings other) {
        var changes = new StringJoiner(", ");
        changes.setEmptyValue("as it is");
        if (!now.stream().equals(other.stream())) {
            changes.add("shardCount " + other.stream().shardCount().orElse(0));
        }
        if (!now.gather().equals(other.gather())) {
            changes.add(
                    other.gather().isZero()
                            ? "no gathering"
                            : "gather " + other.gather().toMillis() + "ms");
        }
        if (now.mapping().windowSeconds() != other.mapping().windowSeconds()) {
            changes.add("windowSeconds " + other.mapping().windowSeconds());
        }
        if (now.mapping().batchSize() != other.mapping().batchSize()) {
            changes.add("batchSize " + other.mapping().batchSize());
        }
        if (now.function().memoryMb() != other.function().memoryMb()) {
            changes.add("memoryMb " + other.function().memoryMb());
        }
        return changes.toString();
    }
}
