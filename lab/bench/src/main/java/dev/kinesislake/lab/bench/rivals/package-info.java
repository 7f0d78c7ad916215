/** Handlers of the same batches, ours among them. Imports {@code work}. */
@NullMarked
package dev.kinesislake.lab.bench.rivals;

import org.jspecify.annotations.NullMarked;
