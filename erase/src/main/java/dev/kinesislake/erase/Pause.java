package dev.kinesislake.erase;

import java.time.Instant;
import java.time.InstantSource;

/** Waits. */
@FunctionalInterface
public interface Pause {

    /** Returns when a clock has reached a moment. */
    void until(Instant moment, InstantSource clock) throws InterruptedException;
}
