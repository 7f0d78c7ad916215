/**
 * Checks that every record that the stream accepted is stored once, as it was sent. Imports {@code events}, {@code
 * redrive} and the function's types.
 */
@NullMarked
package dev.kinesislake.lab.proof.check;

import org.jspecify.annotations.NullMarked;
