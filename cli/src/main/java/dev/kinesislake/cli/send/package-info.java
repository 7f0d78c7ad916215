/** The command {@code ./lake send}. */
@NullMarked
package dev.kinesislake.cli.send;

import org.jspecify.annotations.NullMarked;
