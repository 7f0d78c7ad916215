package dev.kinesislake.local.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;

/** A row of the failed bucket. */
@SuppressWarnings("ArrayRecordComponent") // compared by its content where it's read
record FailedRow(Position position, Instant arrival, String reason, String partitionKey, byte[] data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an object's rows in their order. */
    static void read(InputStream object, Consumer<FailedRow> rows) throws IOException {
        for (var line : Lines.of(object)) {
            var row = JSON.readTree(line);
            try {
                rows.accept(new FailedRow(
                        Lines.position(row),
                        Lines.arrival(row),
                        row.path("reason").asText(),
                        row.path("partitionKey").asText(),
                        Base64.getDecoder().decode(row.path("data").asText())));
            } catch (IllegalArgumentException noBase64) {
                throw new IOException("a row's data is no base64", noBase64);
            }
        }
    }
}
