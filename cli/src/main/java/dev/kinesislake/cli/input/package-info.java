/** Splits input files into events, each with the exact bytes of the file. Imports only {@code producer}. */
@NullMarked
package dev.kinesislake.cli.input;

import org.jspecify.annotations.NullMarked;
