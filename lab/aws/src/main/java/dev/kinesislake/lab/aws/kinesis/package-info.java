/** Kinesis Data Streams: shards, and their data plane over HTTP. Imports {@code iam} and {@code http}. */
@NullMarked
package dev.kinesislake.lab.aws.kinesis;

import org.jspecify.annotations.NullMarked;
