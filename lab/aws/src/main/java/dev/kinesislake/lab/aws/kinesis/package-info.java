/** Kinesis Data Streams: shards, and their data plane over HTTP. */
@NullMarked
package dev.kinesislake.lab.aws.kinesis;

import org.jspecify.annotations.NullMarked;
