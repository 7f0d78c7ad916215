/** S3 over HTTP, with objects as files that a person can open. Imports {@code iam} and {@code http}. */
@NullMarked
package dev.kinesislake.lab.aws.s3;

import org.jspecify.annotations.NullMarked;
