package dev.kinesislake.function.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what an attempt does about an object that is there already under the key of its own. A function of the two alone.
 *
 * <p>Lambda doesn't end an invocation because its poller is gone. So a delivery can overlap its successor, begin after it (a cold
 * start), and its PUT can arrive when the successor has long answered. No object may be taken back to what an older attempt knew
 * (docs/decisions/0004).
 */
final class Fence {

    /**
     * How much older an attempt has to be before its rows are replaced by other ones: more than the clocks of two execution
     * environments differ, and more than an invocation begins late.
     */
    static final Duration MIN_AGE = Duration.ofSeconds(30);

    /** What to do. */
    enum Decision {
        /** The object is as good as ours. */
        KEEP,
        /** Replace it, if it's still the same object. */
        REPLACE,
        /** Leave it and answer the batch as failed: it comes again. */
        REFUSE
    }

    private Fence() {}

    /**
     * Decides.
     *
     * @param there the object's provenance; empty where its metadata has none: a consumer without attempts stored it, or it is a copy
     * @param storedAt when the object was stored
     */
    static Decision decide(Provenance ours, Optional<Provenance> there, Instant storedAt) {
        if (there.isEmpty()) {
            return isOlder(storedAt, ours) ? Decision.REPLACE : Decision.REFUSE;
        }
        var theirs = there.get();
        if (!theirs.stream().equals(ours.stream())) {
            return Decision.REFUSE;
        }
        if (theirs.attempt().equals(ours.attempt())) {
            return Decision.KEEP; // only the answer was lost
        }
        if (theirs.hasTheRowsOf(ours)) {
            // Writing the same rows again fences off what an older attempt still has on its way.
            return theirs.attempt().compareTo(ours.attempt()) > 0 ? Decision.KEEP : Decision.REPLACE;
        }
        return isOlder(theirs.attempt().start(), ours) ? Decision.REPLACE : Decision.REFUSE;
    }

    private static boolean isOlder(Instant start, Provenance ours) {
        return !start.plus(MIN_AGE).isAfter(ours.attempt().start());
    }
}
