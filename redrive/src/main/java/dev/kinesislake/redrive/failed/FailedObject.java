package dev.kinesislake.redrive.failed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.RedriveException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The failed rows of an object, one in memory at a time. The object is decompressed once before: no row is taken of one that is
 * truncated or larger than the limits.
 */
public final class FailedObject {

    /** As much as the consumer's memory: it can't have written more. */
    private static final long MAX_BYTES = 1L << 30;

    /** A record of 16 MiB in base64, and what stands beside it. */
    private static final int MAX_ROW_BYTES = 32 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;
    private final BufferedReader lines;
    private long line;
    private String stored = "";

    private FailedObject(String key, BufferedReader lines) {
        this.key = key;
        this.lines = lines;
    }

    /**
     * Prepares to read.
     *
     * @throws RedriveException if that is no gzip, or too large
     */
    public static FailedObject open(String key, byte[] object) {
        return open(key, object, MAX_BYTES, MAX_ROW_BYTES);
    }

    static FailedObject open(String key, byte[] object, long maxBytes, int maxRowBytes) {
        try {
            try (var decompressed = decompress(object)) {
                check(key, decompressed, maxBytes, maxRowBytes);
            }
            return new FailedObject(key, new BufferedReader(new InputStreamReader(decompress(object), UTF_8)));
        } catch (IOException unreadable) {
            throw unreadable(key, unreadable);
        }
    }

    private static InputStream decompress(byte[] object) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(object), BUFFER_BYTES);
    }

    private static void check(String key, InputStream decompressed, long maxBytes, int maxRowBytes) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        long rowBytes = 0;
        for (int read = decompressed.read(buffer); read >= 0; read = decompressed.read(buffer)) {
            bytes += read;
            if (bytes > maxBytes) {
                throw tooLarge(key, "is larger than " + maxBytes + " bytes when decompressed");
            }
            for (int i = 0; i < read; i++) {
                rowBytes = buffer[i] == '\n' ? 0 : rowBytes + 1;
                if (rowBytes > maxRowBytes) {
                    throw tooLarge(key, "has a row of more than " + maxRowBytes + " bytes");
                }
            }
        }
    }

    private static RedriveException tooLarge(String key, String what) {
        return new RedriveException("object " + key + " " + what + ", and isn't read");
    }

    private static RedriveException unreadable(String key, IOException why) {
        return new RedriveException("object " + key + " can't be read: " + why.getMessage(), why);
    }

    /**
     * The next row; null behind the last.
     *
     * @throws RedriveException if a line isn't a failed row
     */
    public @Nullable FailedRow next() {
        line++;
        try {
            var next = lines.readLine();
            if (next == null) {
                return null;
            }
            stored = next;
            return row(JSON.readTree(next));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException noRow) {
            // Without its cause, whose message quotes the line.
            throw new RedriveException("object " + key + ", line " + line + ": is no failed row");
        } catch (IOException unreadable) {
            throw unreadable(key, unreadable);
        }
    }

    /** The row that {@link #next} returned last, as the line that is stored. */
    public String stored() {
        return stored;
    }

    /** Hands over the rows that aren't read yet, as {@link #next} reads them. */
    public void forEach(Consumer<FailedRow> taker) {
        for (var row = next(); row != null; row = next()) {
            taker.accept(row);
        }
    }

    private static FailedRow row(JsonNode row) {
        var sub = row.get("subSequenceNumber");
        var position = new Position(
                text(row, "shardId"), text(row, "sequenceNumber"), sub == null ? null : Long.valueOf(sub.asLong()));
        if (!row.has("data") && row.has("dataHash")) {
            return withoutData(row, position);
        }
        var record = new UserRecord(
                position,
                text(row, "partitionKey"),
                Instant.parse(text(row, "arrivalTime")),
                Base64.getDecoder().decode(text(row, "data")));
        return new FailedRow(text(row, "reason"), text(row, "detail"), optional(row, "path"), record);
    }

    private static FailedRow withoutData(JsonNode row, Position position) {
        var detail = row.path("dataLength").asLong() + " bytes, which the stack doesn't keep; their hash is "
                + text(row, "dataHash");
        var record = new UserRecord(position, "", Instant.parse(text(row, "arrivalTime")), new byte[0]);
        return new FailedRow(text(row, "reason"), detail, optional(row, "path"), record, false);
    }

    private static String text(JsonNode row, String member) {
        var value = optional(row, member);
        if (value == null) {
            throw new IllegalArgumentException(member);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode row, String member) {
        var value = row.get(member);
        return value == null || !value.isTextual() ? null : value.textValue();
    }
}
