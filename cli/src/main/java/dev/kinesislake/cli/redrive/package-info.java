/** The command {@code ./lake redrive}. */
@NullMarked
package dev.kinesislake.cli.redrive;

import org.jspecify.annotations.NullMarked;
