package dev.kinesislake.producer;

import java.util.concurrent.locks.Condition;

/** The clock that a producer measures with, and how it waits. */
interface Time {

    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // who calls it loops
        public void await(Condition changed, long nanos) throws InterruptedException {
            changed.awaitNanos(nanos);
        }
    };

    /** Nanoseconds since any moment; never goes back. */
    long nanos();

    /** Waits until the condition is signalled, or the time is up, or for no reason. Its lock is held. */
    void await(Condition changed, long nanos) throws InterruptedException;
}
