/** Tests of the local S3, most of them by the AWS SDK over HTTP. */
@NullMarked
package dev.kinesislake.lab.aws.s3;

import org.jspecify.annotations.NullMarked;
