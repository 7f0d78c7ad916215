package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.erase.Eraser;
import java.util.function.UnaryOperator;

/**
 * Makes what erases from what it should be.
 *
 * @param eraser its parts
 * @param table what it reaches the table by
 */
record ErasureParts(UnaryOperator<Eraser.Parts> eraser, UnaryOperator<SealParts> table) {

    /** As they should be. */
    static final ErasureParts REAL = new ErasureParts(parts -> parts, parts -> parts);
}
