/** S3 over HTTP, its objects as files that a person can open. */
@NullMarked
package dev.kinesislake.lab.aws.s3;

import org.jspecify.annotations.NullMarked;
