/**
 * Splits a Kinesis batch into records, and decodes each record to an event or to the reason why it is invalid.
 * Imports only {@code event}.
 */
@NullMarked
package dev.kinesislake.function.decode;

import org.jspecify.annotations.NullMarked;
