package dev.kinesislake.function.store;

/**
 * An object as it is to be stored.
 *
 * @param contentType its media type
 * @param body all of its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record StoredObject(String bucket, String key, String contentType, byte[] body) {}
