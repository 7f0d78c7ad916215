/** Turns the rows of one partition into the bytes of one object. */
@NullMarked
package dev.kinesislake.function.encode;

import org.jspecify.annotations.NullMarked;
