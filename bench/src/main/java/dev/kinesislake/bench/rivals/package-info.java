/** Handlers of the same batches, ours among them. */
@NullMarked
package dev.kinesislake.bench.rivals;

import org.jspecify.annotations.NullMarked;
