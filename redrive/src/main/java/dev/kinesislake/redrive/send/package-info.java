/** Puts rows back on the stream and batches through the consumer, each once. */
@NullMarked
package dev.kinesislake.redrive.send;

import org.jspecify.annotations.NullMarked;
