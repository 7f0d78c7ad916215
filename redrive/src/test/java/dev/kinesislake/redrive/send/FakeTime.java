package dev.kinesislake.redrive.send;

import java.time.Duration;
import java.time.Instant;

/** Clocks that go on when somebody waits. */
final class FakeTime implements Time {

    private Duration passed = Duration.ZERO;
    private Duration slept = Duration.ZERO;

    @Override
    public synchronized long nanos() {
        return passed.toNanos();
    }

    @Override
    public synchronized void pause(Duration howLong) {
        passed = passed.plus(howLong);
    }

    /** The machine sleeps: the monotonic clock stands still. */
    synchronized void sleep(Duration howLong) {
        slept = slept.plus(howLong);
    }

    @Override
    public Instant wall() {
        return now();
    }

    synchronized Instant now() {
        return Instant.parse("2026-11-24T06:00:00Z").plus(passed).plus(slept);
    }
}
