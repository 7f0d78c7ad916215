package dev.kinesislake.lab.aws.mapping;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The times of a mapping, and the threads that they pass in.
 *
 * @param clock tells a record's age and a batching window's end
 * @param pause waits between retries
 * @param firstRetry how long after the first failure; each further failure in a row doubles it
 * @param longestRetry what that doubling ends at
 * @param discovery how often to look for new shards and changed permissions
 * @param grace how long a stopping lane may take to finish its invocation before it is abandoned
 * @param threads makes a thread for each lane
 */
public record MappingTiming(
        InstantSource clock,
        Pause pause,
        Duration firstRetry,
        Duration longestRetry,
        Duration discovery,
        Duration grace,
        ThreadFactory threads) {

    /** The system's clock, and daemon threads. */
    public static final MappingTiming REAL = new MappingTiming(
            Clock.systemUTC(),
            duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()),
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            MappingTiming::daemon);

    /** How long to wait after so many failures in a row, counted from 1. */
    public Duration backoff(int failures) {
        var doublings = Math.min(failures - 1, 30);
        var wait = firstRetry.multipliedBy(1L << doublings);
        return wait.compareTo(longestRetry) < 0 ? wait : longestRetry;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits; an interrupt ends it. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }
}
