/** Sends events to a Kinesis stream: acknowledged one by one, in order per partition key, never more than the stream takes. */
@NullMarked
package dev.kinesislake.producer;

import org.jspecify.annotations.NullMarked;
