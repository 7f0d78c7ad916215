package dev.kinesislake.redrive.failed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.RedriveException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads failed rows, one object of them in memory at a time. */
public final class FailedRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FailedBucket bucket;

    public FailedRows(FailedBucket bucket) {
        this.bucket = bucket;
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    public interface Taker {
        void take(FailedRow row) throws InterruptedException;
    }

    /** Hands over the chosen rows, in the order of their objects' keys. */
    public void each(Choice choice, Taker taker) throws InterruptedException {
        for (var object : bucket.list(LakeLayout.FAILED_PREFIX)) {
            var key = FailedKey.parse(object.key());
            if (key.isPresent() && choice.mayBeIn(key.get())) {
                for (var row : of(object.key(), bucket.get(object.key()))) {
                    if (choice.includes(row)) {
                        taker.take(row);
                    }
                }
            }
        }
    }

    /** All rows of an object, in their order. */
    public static List<FailedRow> of(String key, byte[] object) {
        var rows = new ArrayList<FailedRow>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(object)), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(JSON.readTree(line)));
            }
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException noRow) {
            // Without its cause, whose message quotes the line.
            throw new RedriveException("object " + key + ", line " + (rows.size() + 1) + ": is no failed row");
        } catch (IOException unreadable) {
            throw new RedriveException("object " + key + " can't be read: " + unreadable.getMessage(), unreadable);
        }
        return rows;
    }

    private static FailedRow row(JsonNode row) {
        var sub = row.get("subSequenceNumber");
        var position = new Position(
                text(row, "shardId"), text(row, "sequenceNumber"), sub == null ? null : Long.valueOf(sub.asLong()));
        var record = new UserRecord(
                position,
                text(row, "partitionKey"),
                Instant.parse(text(row, "arrivalTime")),
                Base64.getDecoder().decode(text(row, "data")));
        return new FailedRow(text(row, "reason"), text(row, "detail"), optional(row, "path"), record);
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
