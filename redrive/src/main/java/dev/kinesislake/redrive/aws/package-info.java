/** The failed bucket, the stream and the function, by AWS's SDK. */
@NullMarked
package dev.kinesislake.redrive.aws;

import org.jspecify.annotations.NullMarked;
