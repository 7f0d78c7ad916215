/** A Kinesis handler as AWS's documentation writes one. */
@NullMarked
package dev.kinesislake.lab.bench.textbook;

import org.jspecify.annotations.NullMarked;
