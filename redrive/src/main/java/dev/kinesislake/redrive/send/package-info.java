/**
 * Puts rows back on the stream and batches through the consumer, each once. Imports the other packages here except
 * {@code aws}, and not the AWS SDK.
 */
@NullMarked
package dev.kinesislake.redrive.send;

import org.jspecify.annotations.NullMarked;
