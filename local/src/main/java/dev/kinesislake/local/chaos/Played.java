package dev.kinesislake.local.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What came of a scenario.
 *
 * @param problem why the promise is broken; null where it is kept
 */
record Played(Scenario scenario, @Nullable String problem, Tally tally) {

    boolean kept() {
        return problem == null;
    }
}
