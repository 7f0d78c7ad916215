package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;

/**
 * A row of the lake.
 *
 * @param event its JSON without insignificant white space
 */
public record LakeRow(Position position, Instant arrival, String event) {}
