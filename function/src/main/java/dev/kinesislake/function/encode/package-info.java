/** Encodes the rows of one partition as the bytes of one object. Imports only {@code decode} and {@code event}. */
@NullMarked
package dev.kinesislake.function.encode;

import org.jspecify.annotations.NullMarked;
