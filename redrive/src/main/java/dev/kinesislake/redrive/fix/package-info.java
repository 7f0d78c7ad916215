/**
 * Turns failed records into valid events where that is possible. Imports {@code failed} and the function's decoder,
 * but not the AWS SDK.
 */
@NullMarked
package dev.kinesislake.redrive.fix;

import org.jspecify.annotations.NullMarked;
