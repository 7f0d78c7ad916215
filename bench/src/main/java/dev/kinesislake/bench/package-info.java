/** Measures what the README claims about speed. */
@NullMarked
package dev.kinesislake.bench;

import org.jspecify.annotations.NullMarked;
