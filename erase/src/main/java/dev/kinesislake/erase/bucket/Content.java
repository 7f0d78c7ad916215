package dev.kinesislake.erase.bucket;

import java.util.Map;

/**
 * What an object is.
 *
 * @param metadata user-defined, without the prefix of its names
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record Content(byte[] body, String contentType, Map<String, String> metadata) {

    public Content {
        metadata = Map.copyOf(metadata);
    }

    /** The same with other bytes. */
    public Content with(byte[] other) {
        return new Content(other, contentType, metadata);
    }
}
