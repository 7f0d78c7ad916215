package dev.kinesislake.producer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a refused record waits: a random part of a time that doubles with each refusal (AWS Builders' Library, "Timeouts,
 * retries, and backoff with jitter"). The records that one call refused share the part, so that they come again in one call.
 */
public final class Backoff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The part of the longest wait that one call's records wait, from 0 to 1. */
    public double draw() {
        return random.nextDouble();
    }

    /**
     * How long to wait.
     *
     * @param refusals how often the record was refused, at least once
     */
    public static long nanos(int refusals, double drawn) {
        double doubled = (double) FIRST.toNanos() * Math.pow(2, refusals - 1);
        return (long) (drawn * Math.min(doubled, (double) LONGEST.toNanos()));
    }
}
