package dev.kinesislake.table.raw;

/**
 * An object of the lake, as it was listed.
 *
 * @param etag which content it has; the same key with another content has another one
 * @param isArchived whether it can't be read without restoring it first
 */
public record RawObject(String key, String etag, long bytes, boolean isArchived) {}
