/** Puts failed records back: what the packages below share. Imports none of them. */
@NullMarked
package dev.kinesislake.redrive;

import org.jspecify.annotations.NullMarked;
