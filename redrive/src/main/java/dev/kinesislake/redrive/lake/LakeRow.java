package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;

/**
 * A row of the lake, whatever format its object has.
 *
 * @param event its JSON without insignificant white space and without what the lake adds
 */
public record LakeRow(Position position, Instant arrival, String event) {}
