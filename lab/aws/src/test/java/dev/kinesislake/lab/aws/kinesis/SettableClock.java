package dev.kinesislake.lab.aws.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves, in either direction. */
final class SettableClock implements InstantSource {

    static final Instant START = Instant.parse("2026-11-23T11:33:31.123Z");

    private volatile Instant now = START;

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
