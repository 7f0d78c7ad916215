package dev.kinesislake.producer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes only for those who wait for it, or when it's told to, and at once. */
final class FakeTime implements Time {

    private final AtomicLong nanos = new AtomicLong(1);

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void await(Condition changed, long wait) {
        nanos.addAndGet(wait);
    }

    void pass(Duration some) {
        nanos.addAndGet(some.toNanos());
    }
}
