package dev.kinesislake.lab.aws.s3;

import java.time.Instant;

/**
 * An object of a bucket.
 *
 * @param size in bytes
 * @param storedAt when it was stored, in milliseconds; what S3 answers over HTTP has only seconds
 */
public record StoredObject(String key, long size, Instant storedAt) {}
