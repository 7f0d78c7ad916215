package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells those who wait that something may have changed. */
final class Signal {

    private long changes;

    synchronized void fire() {
        changes++;
        notifyAll();
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits for a change after an earlier count of {@link #changes()}, or for the time to be up. */
    synchronized void awaitChangeSince(long earlier, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (changes == earlier) {
            var left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
    }

    /** Waits for a condition that only changes when the signal is fired; returns whether it was met in time. */
    boolean awaitThat(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var before = changes();
            if (condition.getAsBoolean()) {
                return true;
            }
            var left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            awaitChangeSince(before, Duration.ofNanos(left));
        }
    }
}
