package dev.kinesislake.function.partition;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rows of one object have in common. */
public sealed interface Partition {

    /** As long as an hour of UTC always is. */
    int SECONDS_AN_HOUR = 3600;

    /** The folder of the partition's objects, with a slash at its end. */
    String prefix();

    /**
     * Events of a section that arrived in the same hour.
     *
     * @param hour its first instant, UTC
     */
    record OfEvents(String section, Instant hour) implements Partition {

        static OfEvents of(Decoded.Valid event) {
            return new OfEvents(event.section(), hourOf(event));
        }

        @Override
        public String prefix() {
            return LakeLayout.lakePrefix(section, hour);
        }

        // A record's own take the function's start some 30 ms: the JVM makes them when they're first called.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfEvents that && section.equals(that.section) && hour.equals(that.hour);
        }

        @Override
        public int hashCode() {
            return 31 * section.hashCode() + hour.hashCode();
        }
    }

    /**
     * Records that failed for the same reason and arrived in the same hour.
     *
     * @param hour its first instant, UTC
     */
    record OfFailed(Reason reason, Instant hour) implements Partition {

        static OfFailed of(Decoded.Invalid failed) {
            return new OfFailed(failed.reason(), hourOf(failed));
        }

        @Override
        public String prefix() {
            return LakeLayout.failedPrefix(reason, hour);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfFailed that && reason == that.reason && hour.equals(that.hour);
        }

        @Override
        public int hashCode() {
            return 31 * reason.hashCode() + hour.hashCode();
        }
    }

    /** The arrival's hour, not the clock's: a retry must find the same folder. */
    private static Instant hourOf(Decoded decoded) {
        long hour = Math.floorDiv(decoded.record().arrivalTime().getEpochSecond(), SECONDS_AN_HOUR);
        return Instant.ofEpochSecond(hour * SECONDS_AN_HOUR);
    }
}
