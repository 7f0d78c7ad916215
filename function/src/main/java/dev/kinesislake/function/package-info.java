/** The Lambda consumer. Its packages read in the order the data flows: decode, partition, encode, store. */
@NullMarked
package dev.kinesislake.function;

import org.jspecify.annotations.NullMarked;
