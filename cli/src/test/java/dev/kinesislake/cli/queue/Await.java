package dev.kinesislake.cli.queue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process does. */
final class Await {

    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final long GLANCE = Duration.ofMillis(5).toNanos();

    private Await() {}

    static void until(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + LONGEST;
        while (!isSo.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(GLANCE);
        }
    }
}
