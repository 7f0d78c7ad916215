/** {@code ./lake find} and {@code ./lake erase}. */
@NullMarked
package dev.kinesislake.cli.people;

import org.jspecify.annotations.NullMarked;
