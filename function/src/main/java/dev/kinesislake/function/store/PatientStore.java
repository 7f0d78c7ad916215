package dev.kinesislake.function.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Sits an outage out: tries to store an object again as long as there is time. A batch that fails takes one of the event source mapping's
 * retries, however soon it fails; so the longer an invocation tries, the longer an outage may last (docs/decisions/0003).
 *
 * <p>What only a later attempt can store fails after the time for which an attempt holds off others: the next one then succeeds, however
 * soon Lambda sends the batch again.
 */
public final class PatientStore implements ObjectStore {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /** What is left of the time for the last try. */
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final LongSupplier nanos;
    private final Pause pause;

    /** Waits. */
    @FunctionalInterface
    public interface Pause {

        /** The current thread sleeps. */
        Pause SLEEP = duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted: the runtime never does that", stop);
            }
        };

        void pause(Duration duration);
    }

    /**
     * Makes a store patient.
     *
     * @param nanos measures time, as {@link System#nanoTime} does
     */
    public PatientStore(ObjectStore store, LongSupplier nanos, Pause pause) {
        this.store = store;
        this.nanos = nanos;
        this.pause = pause;
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        long start = nanos.getAsLong();
        var wait = FIRST_WAIT;
        while (true) {
            try {
                store.put(object, left(start, atMost));
                return;
            } catch (StoreException failure) {
                var spare = left(start, atMost).minus(LAST_TRY);
                if (spare.isNegative() || spare.isZero()) {
                    throw failure;
                }
                if (!failure.isOutage()) {
                    pause.pause(min(Fence.MIN_AGE, spare));
                    throw failure;
                }
                pause.pause(min(wait, spare));
                wait = min(wait.multipliedBy(2), MAX_WAIT);
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration left(long start, Duration atMost) {
        return atMost.minusNanos(nanos.getAsLong() - start);
    }
}
