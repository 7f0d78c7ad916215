/** The failed bucket, the stream and the function, by the AWS SDK. No other package here imports it or the SDK. */
@NullMarked
package dev.kinesislake.redrive.aws;

import org.jspecify.annotations.NullMarked;
