package dev.kinesislake.redrive.send;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment after which nothing may be sent any more. It has come as soon as either clock says so: the monotonic one may stand still
 * while the machine sleeps, and the wall clock may be set back.
 */
public final class Deadline {

    private final Time time;
    private final long nanos;
    private final Instant wall;

    private Deadline(Time time, long nanos, Instant wall) {
        this.time = time;
        this.nanos = nanos;
        this.wall = wall;
    }

    /** So much later than now. */
    public static Deadline in(Duration length, Time time) {
        return new Deadline(time, time.nanos() + length.toNanos(), time.wall().plus(length));
    }

    public boolean isOver() {
        return left().isNegative() || left().isZero();
    }

    /** The time until then, by the clock that is further; negative afterwards. */
    Duration left() {
        var byNanos = Duration.ofNanos(nanos - time.nanos());
        var byWall = Duration.between(time.wall(), wall);
        return byNanos.compareTo(byWall) < 0 ? byNanos : byWall;
    }
}
