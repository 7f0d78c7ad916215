/** One class in the encoder's package, for what the package keeps to itself. */
@NullMarked
package dev.kinesislake.function.encode;

import org.jspecify.annotations.NullMarked;
