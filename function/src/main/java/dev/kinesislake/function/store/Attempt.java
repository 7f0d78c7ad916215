package dev.kinesislake.function.store;

import java.time.Instant;
import java.util.Comparator;

/**
 * An invocation that stores a batch. Lambda delivers a batch at least once, and deliveries can overlap: of two, the one whose attempt is
 * newer decides what an object holds.
 *
 * @param start when the invocation began, by the clock of its execution environment
 * @param requestId of the invocation, unique
 */
public record Attempt(Instant start, String requestId) implements Comparable<Attempt> {

    private static final Comparator<Attempt> BY_AGE =
            Comparator.comparing(Attempt::start).thenComparing(Attempt::requestId);

    /**
     * The attempt of a discarded batch that is redriven. It replaces what is there of attempts that began up to a moment, and of none
     * that began later.
     */
    public static Attempt ofRedrive(Instant replacesUntil, String requestId) {
        return new Attempt(replacesUntil.plus(Fence.MIN_AGE), requestId);
    }

    @Override
    public int compareTo(Attempt other) {
        return BY_AGE.compare(this, other);
    }

    /** {@code <start> <requestId>}, as objects name the attempt that stored them. */
    @Override
    public String toString() {
        return start + " " + requestId;
    }
}
