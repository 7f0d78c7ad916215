/** The commands of {@code ./lake}. */
@NullMarked
package dev.kinesislake.local.cli;

import org.jspecify.annotations.NullMarked;
