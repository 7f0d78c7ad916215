/** A Kinesis handler as AWS's documentation writes one. Imports nothing of this project. */
@NullMarked
package dev.kinesislake.lab.bench.textbook;

import org.jspecify.annotations.NullMarked;
