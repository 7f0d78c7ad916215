package dev.kinesislake.lab.proof.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a live scenario.
 *
 * @param lines of the scenario
 * @param problem why the promise is broken; null where it is kept
 */
public record LiveResult(List<String> lines, @Nullable String problem, Tally tally) {}
