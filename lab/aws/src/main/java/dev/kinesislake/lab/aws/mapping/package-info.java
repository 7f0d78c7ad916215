/**
 * The event source mapping: from a stream's shards to a function's invocations. Imports {@code kinesis}, {@code
 * lambda} and {@code iam}.
 */
@NullMarked
package dev.kinesislake.lab.aws.mapping;

import org.jspecify.annotations.NullMarked;
