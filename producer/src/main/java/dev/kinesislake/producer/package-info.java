/**
 * Sends events to a Kinesis stream: acknowledged individually, in order per partition key, never faster than the
 * stream accepts them. Imports nothing but the JDK, JSpecify and the AWS SDK.
 */
@NullMarked
package dev.kinesislake.producer;

import org.jspecify.annotations.NullMarked;
