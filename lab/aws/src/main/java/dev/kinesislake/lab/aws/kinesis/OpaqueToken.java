package dev.kinesislake.lab.aws.kinesis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Texts without a slash, packed into one that a client hands back unread. */
final class OpaqueToken {

    private OpaqueToken() {}

    static String pack(String kind, String... fields) {
        var joined = kind + "/" + String.join("/", fields);
        return Base64.getUrlEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields; empty when the token isn't one of this kind with as many fields. */
    static Optional<List<String>> unpack(String kind, int fields, String token) {
        try {
            var joined = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var parts = List.of(joined.split("/", -1));
            return parts.size() == fields + 1 && parts.get(0).equals(kind)
                    ? Optional.of(parts.subList(1, parts.size()))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
