/**
 * Reads the failed bucket: failed rows and discarded batches. Imports the function's decoder and layout of keys, but
 * not the AWS SDK.
 */
@NullMarked
package dev.kinesislake.redrive.failed;

import org.jspecify.annotations.NullMarked;
