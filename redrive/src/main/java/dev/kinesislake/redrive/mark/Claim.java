package dev.kinesislake.redrive.mark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right of one redrive to send a row once.
 *
 * @param token is sent with the record, which is found on the stream by it
 * @param sha256 of the event's bytes, hexadecimal: for a person who compares
 * @param claimedAt by the bucket's clock, not before the holder's time began and not after it could send. It stands in the note, since
 *     a copy of the note has a later LastModified. Null in notes without it
 */
public record Claim(UUID token, String sha256, @Nullable Instant claimedAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] toJson() {
        try {
            var claim = JSON.createObjectNode().put("token", token.toString()).put("sha256", sha256);
            return JSON.writeValueAsBytes(claimedAt == null ? claim : claim.put("claimedAt", claimedAt.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Claim ofJson(byte[] json, String key) {
        try {
            var claim = JSON.readTree(json);
            return new Claim(
                    UUID.fromString(claim.path("token").asText()),
                    claim.path("sha256").asText(),
                    claim.has("claimedAt")
                            ? Instant.parse(claim.path("claimedAt").asText())
                            : null);
        } catch (IOException | IllegalArgumentException | DateTimeException wrong) {
            throw new RedriveException("object " + key + " is no claim of a redrive", wrong);
        }
    }
}
