package dev.kinesislake.redrive.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How a redrive measures time, and waits. */
public interface Time {

    /** This machine's time, with a clock that goes on while the machine sleeps: {@link System#nanoTime} may stand still then. */
    static Time of(Clock wall) {
        return new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant wall() {
                return wall.instant();
            }

            @Override
            public void pause(Duration howLong) throws InterruptedException {
                Thread.sleep(howLong.toMillis());
            }
        };
    }

    /** As {@link System#nanoTime}. */
    long nanos();

    /** By the wall clock, which somebody may set. */
    Instant wall();

    void pause(Duration howLong) throws InterruptedException;
}
