package dev.kinesislake.function;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the function's process when a single record or object keeps it computing for too long. Without it, a record in which the function
 * hangs would take the whole timeout with each retry, and stop its shard for days; a process that ends takes as long as a crash
 * (docs/decisions/0003). What waits for S3 isn't watched.
 */
final class Watchdog {

    /** Far more than a record or an object takes on a function of 1,024 MB. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** Below this, a function has less of a processor, and the limit is longer. */
    private static final int FULL_SPEED_MB = 1024;

    private final Duration limit;

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

    /**
     * Makes one.
     *
     * @param limit how long a record or an object may take
     * @param nanos measures time, as {@link System#nanoTime} does
     */
    Watchdog(Duration limit, LongSupplier nanos, Action action) {
        this.limit = limit;
        this.nanos = nanos;
        this.action = action;
    }

    /** One that never looks. */
    static Watchdog none() {
        return new Watchdog(LIMIT, System::nanoTime, sequenceNumber -> {});
    }

    /**
     * One that looks every second, for as long as the process lasts, and ends it.
     *
     * @param memoryMb of the function, as Lambda says in {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}; null where it doesn't
     */
    static Watchdog endingTheProcess(@Nullable String memoryMb) {
        return endingTheProcess(limit(memoryMb));
    }

    static Watchdog endingTheProcess(Duration limit) {
        var watchdog = new Watchdog(limit, System::nanoTime, sequenceNumber -> {
            System.out.println(BatchLog.takesTooLong(sequenceNumber, limit).strip());
            Runtime.getRuntime().halt(1);
        });
        var thread = new Thread(watchdog::lookForever, "watchdog");
        thread.setDaemon(true);
        thread.start();
        return watchdog;
    }

    /** The processor's share grows with the memory. */
    static Duration limit(@Nullable String memoryMb) {
        int memory =
                memoryMb != null && memoryMb.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(memoryMb) : FULL_SPEED_MB;
        return memory >= FULL_SPEED_MB
                ? LIMIT
                : LIMIT.multipliedBy(FULL_SPEED_MB).dividedBy(memory);
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
        return work != null && nanos.getAsLong() - work.since() > limit.toNanos() ? work : null;
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
