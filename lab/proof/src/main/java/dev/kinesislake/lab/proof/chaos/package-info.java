/**
 * The fault machine: random faults, replayable from a seed, after which every record must be stored exactly once.
 * Imports {@code check}, {@code events}, {@code deploy}, and all that it runs.
 */
@NullMarked
package dev.kinesislake.lab.proof.chaos;

import org.jspecify.annotations.NullMarked;
