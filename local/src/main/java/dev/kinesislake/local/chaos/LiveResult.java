package dev.kinesislake.local.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a live story.
 *
 * @param lines of the story
 * @param problem why the promise is broken; null where it is kept
 */
public record LiveResult(List<String> lines, @Nullable String problem, Tally tally) {}
