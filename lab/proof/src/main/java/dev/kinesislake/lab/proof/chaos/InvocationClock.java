package dev.kinesislake.lab.proof.chaos;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the environment in which the current thread's invocation runs. */
final class InvocationClock extends Clock {

    @Override
    public Instant instant() {
        return Invocation.current().clock();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the function has no zone but UTC");
    }
}
