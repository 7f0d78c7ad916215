/** Decides under which key each row is stored. Imports only {@code decode}. */
@NullMarked
package dev.kinesislake.function.partition;

import org.jspecify.annotations.NullMarked;
