package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a scenario.
 *
 * @param drained how long it took, in virtual time, until the stream was drained
 * @param problem why the promise is broken; null where it is kept
 */
record Played(Scenario scenario, @Nullable String problem, Tally tally, Duration drained) {

    boolean kept() {
        return problem == null;
    }
}
