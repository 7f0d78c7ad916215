/** Takes a Kinesis batch apart into records, and each record into an event or the reason why it is none. */
@NullMarked
package dev.kinesislake.function.decode;

import org.jspecify.annotations.NullMarked;
