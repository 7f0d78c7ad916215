package dev.kinesislake.redrive.mark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * The right of one redrive to send a row once.
 *
 * @param token is sent with the record, which is found on the stream by it
 * @param sha256 of the event's bytes, hexadecimal: for a person who compares
 */
public record Claim(UUID token, String sha256) {

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode().put("token", token.toString()).put("sha256", sha256));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Claim ofJson(byte[] json, String key) {
        try {
            var claim = JSON.readTree(json);
            return new Claim(
                    UUID.fromString(claim.path("token").asText()),
                    claim.path("sha256").asText());
        } catch (IOException | IllegalArgumentException wrong) {
            throw new RedriveException("object " + key + " is no claim of a redrive", wrong);
        }
    }
}
