/** The command {@code ./lake redrive}. */
@NullMarked
package dev.kinesislake.redrive.cli;

import org.jspecify.annotations.NullMarked;
