package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lambda's metric {@code IteratorAge} of a mapping: of each batch that the function is invoked with, the age of its last record. Minutes are kept
 * as long as CloudWatch keeps them, 15 days.
 */
final class IteratorAges {

    private static final Duration KEPT = Duration.ofDays(15);

    private final TreeMap<Instant, IteratorAge> minutes = new TreeMap<>();

    synchronized void add(Instant now, Instant lastArrival) {
        var age = Math.max(0, Duration.between(lastArrival, now).toMillis());
        minutes.merge(now.truncatedTo(ChronoUnit.MINUTES), new IteratorAge(1, age), IteratorAge::with);
        minutes.headMap(now.minus(KEPT)).clear();
    }

    synchronized SortedMap<Instant, IteratorAge> minutes() {
        return new TreeMap<>(minutes);
    }
}
