/** Kinesis Data Streams: shards, and their data plane over HTTP. */
@NullMarked
package dev.kinesislake.local.kinesis;

import org.jspecify.annotations.NullMarked;
