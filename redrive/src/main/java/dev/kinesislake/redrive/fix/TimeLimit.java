package dev.kinesislake.redrive.fix;

import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.fix.Fix.CantFixException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a fix that takes too long on a row. */
final class TimeLimit {

    /** How long it may take to end after it's interrupted. */
    private static final long STOP_SECONDS = 5;

    private final Duration time;
    private ExecutorService thread = newThread();

    TimeLimit(Duration time) {
        this.time = time;
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "fix");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What a call comes to.
     *
     * @throws CantFixException if it throws that, or takes too long
     * @throws RedriveException if it can't be stopped, and would go on beside the next one
     */
    byte[] call(Callable<byte[]> fix) throws CantFixException {
        var result = thread.submit(fix);
        try {
            return result.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            stop();
            throw new CantFixException("the fix takes longer than " + time.toMillis() + " ms on it");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CantFixException cant) {
                throw cant;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RedriveException("interrupted while a row was being fixed", stopped);
        }
    }

    private void stop() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new RedriveException("--fix takes longer than " + time.toMillis()
                        + " ms on a row and can't be stopped: the rows behind it aren't sent");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        thread = newThread();
    }
}
