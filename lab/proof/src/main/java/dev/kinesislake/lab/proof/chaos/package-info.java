/** Faults that nobody planned by hand, replayable from a seed, and whether every record survives them exactly once. */
@NullMarked
package dev.kinesislake.lab.proof.chaos;

import org.jspecify.annotations.NullMarked;
