package dev.kinesislake.function.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

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

    private static final Pattern TEXT = Pattern.compile("(\\S+) (\\S+)");

    /**
     * The attempt of a discarded batch that is redriven. It replaces what is there of attempts that began up to a moment, and of none
     * that began later.
     */
    public static Attempt ofRedrive(Instant replacesUntil, String requestId) {
        return new Attempt(replacesUntil.plus(Fence.MIN_AGE), requestId);
    }

    /** Reads what {@link #toString} writes; empty for anything else. */
    public static Optional<Attempt> parse(String text) {
        var parts = TEXT.matcher(text);
        try {
            return parts.matches()
                    ? Optional.of(new Attempt(Instant.parse(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
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
