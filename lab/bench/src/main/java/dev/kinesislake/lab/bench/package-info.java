/** Measures what the README claims about speed. */
@NullMarked
package dev.kinesislake.lab.bench;

import org.jspecify.annotations.NullMarked;
