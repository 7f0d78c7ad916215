package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a lane be stopped at once while it waits, but lets it finish what it has begun with the outside world: an invocation or a
 * write to the destination.
 */
final class WorkGuard {

    private @Nullable Thread thread;
    private boolean working;
    private boolean stopped;

    /** Work that must not be torn apart. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws X, InterruptedException;
    }

    synchronized void enter(Thread lane) {
        thread = lane;
    }

    /** Ends the lane's being guarded, so that a late stop doesn't interrupt a thread that is about to end. */
    synchronized void leave() {
        thread = null;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    <T, X extends Exception> T whole(Work<T, X> work) throws X, InterruptedException {
        begin();
        try {
            return work.run();
        } finally {
            end();
        }
    }

    /** Asks the lane to stop: at once if it only waits, else when its work is done. */
    synchronized void stop() {
        stopped = true;
        if (!working) {
            interrupt();
        }
    }

    /** Interrupts the lane's work too, after some time. */
    void abandon(Thread lane, Duration grace) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(lane, Math.max(1, grace.toNanos()));
        synchronized (this) {
            stopped = true;
            interrupt();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("The lane is stopped");
        }
        working = true;
    }

    private synchronized void end() {
        working = false;
        if (stopped) {
            // The stop that waited for the work's end ends what comes after it.
            interrupt();
        }
    }

    private void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
