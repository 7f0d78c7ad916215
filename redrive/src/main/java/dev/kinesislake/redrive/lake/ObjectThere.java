package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * An object that is in a bucket.
 *
 * @param name the position in its key
 * @param attemptStart when the attempt that stored it began; empty where it names none
 */
record ObjectThere(Position name, Set<Position> rows, Optional<Instant> attemptStart) {

    boolean hasAnyOf(Set<Position> others) {
        return !Collections.disjoint(rows, others);
    }
}
