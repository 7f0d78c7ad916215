package dev.kinesislake.cli.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A change that makes a stack cheaper.
 *
 * @param usd what it saves per month
 * @param takesAway what the stack loses by it
 */
record Advice(String change, double usd, String takesAway) {

    /** Less isn't worth a change. */
    private static final double MIN_USD = 0.01;

    static final Duration GATHER = Duration.ofMillis(200);
    static final int MAX_WINDOW_SECONDS = 300;
    static final int MAX_BATCH = 10_000;

    private static final int MIN_RETENTION_HOURS = 24;
    private static final int MIN_STAY_DAYS = 30;

    /** The changes that save something, each by itself, the largest first. */
    static List<Advice> of(Load load, Settings now, int months, Prices prices) {
        var changes = new Changes(load, now, months, prices);
        var stream = now.stream();
        int shards = Flow.shardsNeeded(load, now);
        changes.add(
                "shardCount: " + shards,
                now.onDemandOr(OptionalInt.of(shards)),
                "growth by itself: raise it before the load outgrows its shards");
        if (!now.onDemand()) {
            changes.add("shardCount: 0 (on demand)", now.onDemandOr(OptionalInt.empty()), "a bill known beforehand");
        }
        if (now.gather().isZero()) {
            changes.add("producers gather 200 ms", now.gather(GATHER), "200 ms; other readers have to split records");
        }
        changes.add(
                "windowSeconds: 300",
                now.window(MAX_WINDOW_SECONDS),
                "freshness: 300 s instead of " + now.mapping().windowSeconds() + " s");
        changes.add("batchSize: 10000", now.batchSize(MAX_BATCH), "nothing");
        changes.add("parallelizationFactor: 1", now.parallelization(1), "catching up faster after an outage");
        if (now.gather().isZero() && now.function().memoryMb() > Measured.MIN_MEMORY_MB) {
            var small = now.memory(Measured.MIN_MEMORY_MB);
            changes.add(
                    "memoryMb: " + Measured.MIN_MEMORY_MB,
                    small,
                    String.format(
                            Locale.ROOT,
                            "speed: a batch takes %.0f ms instead of %.0f ms",
                            Flow.of(load, small).batchSeconds() * 1000,
                            Flow.of(load, now).batchSeconds() * 1000));
        }
        changes.add("architecture: arm64", now.arm64(), "nothing");
        changes.add(
                "retentionHours: " + MIN_RETENTION_HOURS,
                now.retention(MIN_RETENTION_HOURS),
                "records of an outage of over 24 hours, instead of " + stream.retentionHours());
        changes.add("accessLogDays: 0", now.accessLogs(OptionalInt.empty()), "who read which object");
        changes.add(
                "lakeInfrequentAccessDays: 30",
                now.infrequentAccess(MIN_STAY_DAYS),
                "free reading of rows older than 30 days");
        if (now.onDemand()) {
            changes.add(
                    "account: On-demand Advantage",
                    now.advantage(true),
                    "a commitment to pay for 25 MiB/s in this region");
        }
        return changes.sorted();
    }

    /** Collects what saves something. */
    private record Changes(Load load, Settings now, int months, Prices prices, List<Advice> found) {

        Changes(Load load, Settings now, int months, Prices prices) {
            this(load, now, months, prices, new ArrayList<>());
        }

        void add(String change, Settings changed, String takesAway) {
            var saved = Bill.of(load, now, months, prices).total()
                    - Bill.of(load, changed, months, prices).total();
            if (saved >= MIN_USD && Flow.of(load, changed).busy() < Cheapest.MAX_BUSY) {
                found.add(new Advice(change, saved, takesAway));
            }
        }

        List<Advice> sorted() {
            return found.stream()
                    .sorted(Comparator.comparingDouble(Advice::usd).reversed())
                    .toList();
        }
    }
}
