/** Puts failed records back. */
@NullMarked
package dev.kinesislake.redrive;

import org.jspecify.annotations.NullMarked;
