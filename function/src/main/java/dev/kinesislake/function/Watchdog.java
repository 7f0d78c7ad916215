package dev.kinesislake.function;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the function's process when a single record or object keeps it computing for too long. Without it, a record in which the function
 * hangs would take the whole timeout with each retry, and stop its shard for days; a process that ends takes as long as a crash
 * (docs/decisions/0012). What waits for S3 isn't watched.
 */
final class Watchdog {

    /** A hundred times what the largest record takes on the smallest function. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Action action;
    private @Nullable Work work;

    /** What is done about work that takes too long. */
    @FunctionalInterface
    interface Action {
        void takesTooLong(String sequenceNumber);
    }

    /** @param since when it began, in nanoseconds */
    private record Work(String sequenceNumber, long since) {}

    /** @param nanos measures time, as {@link System#nanoTime} does */
    Watchdog(LongSupplier nanos, Action action) {
        this.nanos = nanos;
        this.action = action;
    }

    /** One that never looks. */
    static Watchdog none() {
        return new Watchdog(System::nanoTime, sequenceNumber -> {});
    }

    /** One that looks every second, for as long as the process lasts, and ends it. */
    static Watchdog endingTheProcess() {
        var watchdog = new Watchdog(System::nanoTime, sequenceNumber -> {
            System.out.println(BatchLog.takesTooLong(sequenceNumber, LIMIT).strip());
            Runtime.getRuntime().halt(1);
        });
        var thread = new Thread(watchdog::lookForever, "watchdog");
        thread.setDaemon(true);
        thread.start();
        return watchdog;
    }

    /** Work begins, on the record with that sequence number or on an object that begins with it. */
    synchronized void begin(String sequenceNumber) {
        work = new Work(sequenceNumber, nanos.getAsLong());
    }

    /** The work has ended. */
    synchronized void end() {
        work = null;
    }

    /** Looks once. */
    void look() {
        var found = overdue();
        if (found != null) {
            action.takesTooLong(found.sequenceNumber());
        }
    }

    private synchronized @Nullable Work overdue() {
        return work != null && nanos.getAsLong() - work.since() > LIMIT.toNanos() ? work : null;
    }

    private void lookForever() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                look();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
