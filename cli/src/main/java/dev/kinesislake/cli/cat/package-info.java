/** The command {@code ./lake cat}. */
@NullMarked
package dev.kinesislake.cli.cat;

import org.jspecify.annotations.NullMarked;
