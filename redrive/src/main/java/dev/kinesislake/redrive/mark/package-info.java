/**
 * Notes which rows and batches were redriven, so that none is redriven twice. Imports {@code failed} and the
 * function's packages, but not the AWS SDK.
 */
@NullMarked
package dev.kinesislake.redrive.mark;

import org.jspecify.annotations.NullMarked;
