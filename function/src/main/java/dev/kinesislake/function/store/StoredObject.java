package dev.kinesislake.function.store;

/**
 * An object to be stored.
 *
 * @param contentType its media type
 * @param provenance of its rows
 * @param body all of its bytes; not to be changed. They name the attempt, too: S3's ETag is their MD5, and must never be that of another
 *     attempt's object
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record StoredObject(String bucket, String key, String contentType, Provenance provenance, byte[] body) {}
