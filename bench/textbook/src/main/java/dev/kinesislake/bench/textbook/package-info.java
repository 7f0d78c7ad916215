/** A Kinesis handler as AWS's documentation writes one. */
@NullMarked
package dev.kinesislake.bench.textbook;

import org.jspecify.annotations.NullMarked;
