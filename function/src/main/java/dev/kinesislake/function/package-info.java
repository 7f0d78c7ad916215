/**
 * The Lambda consumer. Its packages read in the order the data flows: decode, personal, partition, encode, store. It imports
 * all of them, and none of them imports it.
 */
@NullMarked
package dev.kinesislake.function;

import org.jspecify.annotations.NullMarked;
