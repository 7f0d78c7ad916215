/** The command {@code ./lake send}. */
@NullMarked
package dev.kinesislake.producer.cli;

import org.jspecify.annotations.NullMarked;
