/** The commands of {@code ./lake}. */
@NullMarked
package dev.kinesislake.lab.proof.cli;

import org.jspecify.annotations.NullMarked;
