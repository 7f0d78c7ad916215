package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Position;
import java.util.Collections;
import java.util.Set;

/**
 * An object that is in a bucket.
 *
 * @param name the position in its key
 */
record ObjectThere(Position name, Set<Position> rows) {

    boolean hasAnyOf(Set<Position> others) {
        return !Collections.disjoint(rows, others);
    }
}
