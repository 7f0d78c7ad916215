/** Decides where each row goes. */
@NullMarked
package dev.kinesislake.function.partition;

import org.jspecify.annotations.NullMarked;
