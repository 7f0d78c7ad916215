/**
 * Reads what the buckets already hold of a batch before it is redriven. Imports {@code failed}, {@code mark} and the
 * function's packages, but not the AWS SDK.
 */
@NullMarked
package dev.kinesislake.redrive.lake;

import org.jspecify.annotations.NullMarked;
