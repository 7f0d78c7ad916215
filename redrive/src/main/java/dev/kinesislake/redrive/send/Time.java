package dev.kinesislake.redrive.send;

import java.time.Duration;

/** How a redrive measures time, and waits. */
public interface Time {

    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration howLong) throws InterruptedException {
            Thread.sleep(howLong.toMillis());
        }
    };

    /** As {@link System#nanoTime}. */
    long nanos();

    void pause(Duration howLong) throws InterruptedException;
}
