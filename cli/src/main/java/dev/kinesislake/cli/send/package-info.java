/** The command {@code ./lake send}. Imports {@code input}, {@code queue} and {@code producer}, but no other command. */
@NullMarked
package dev.kinesislake.cli.send;

import org.jspecify.annotations.NullMarked;
