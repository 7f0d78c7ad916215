/**
 * The command {@code ./lake redrive}. Imports the module {@code redrive} and the function's decoder, but no other
 * command.
 */
@NullMarked
package dev.kinesislake.cli.redrive;

import org.jspecify.annotations.NullMarked;
