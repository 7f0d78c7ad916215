package dev.kinesislake.redrive.send;

import java.time.Duration;
import java.time.Instant;

/** A clock that goes on when somebody waits. */
final class FakeTime implements Time {

    private Duration passed = Duration.ZERO;

    @Override
    public synchronized long nanos() {
        return passed.toNanos();
    }

    @Override
    public synchronized void pause(Duration howLong) {
        passed = passed.plus(howLong);
    }

    synchronized Instant now() {
        return Instant.parse("2026-11-24T06:00:00Z").plus(passed);
    }
}
