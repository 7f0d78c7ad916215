package dev.kinesislake.lab.proof.chaos;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the simulated S3.
 *
 * @param method PUT, HEAD or GET
 * @param headers the conditions, the content type and the object's metadata, by lower-case name
 * @param body of a PUT; empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record S3Request(String method, String bucket, String key, Map<String, String> headers, byte[] body) {

    S3Request {
        headers = Map.copyOf(headers);
    }

    boolean isConditional() {
        return ifNoneMatch() != null || ifMatch() != null;
    }

    @Nullable String ifNoneMatch() {
        return headers.get("if-none-match");
    }

    @Nullable String ifMatch() {
        return headers.get("if-match");
    }

    String name() {
        return bucket + "/" + key;
    }
}
