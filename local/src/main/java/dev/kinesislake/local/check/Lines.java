package dev.kinesislake.local.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinesislake.function.decode.Position;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What both kinds of NDJSON rows have in common. The contract's spelling is written down here a second time, on purpose. */
final class Lines {

    static final String SUFFIX = ".ndjson.gz";

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Lines() {}

    static List<String> of(InputStream object) throws IOException {
        try (var gzip = new GZIPInputStream(object)) {
            var text = new String(gzip.readAllBytes(), UTF_8);
            if (!text.endsWith("\n")) {
                throw new IOException("the last line has no end");
            }
            return text.lines().toList();
        }
    }

    static String ingest(Position position, Instant arrival) {
        return "{\"shardId\":\"" + position.shardId() + "\",\"sequenceNumber\":\"" + position.sequenceNumber() + "\","
                + (position.subSequenceNumber() == null
                        ? ""
                        : "\"subSequenceNumber\":" + position.subSequenceNumber() + ",")
                + "\"arrivalTime\":\"" + MILLISECONDS.format(arrival) + "\"}";
    }

    static Position position(JsonNode row) {
        var sub = row.get("subSequenceNumber");
        return new Position(
                row.path("shardId").asText(),
                row.path("sequenceNumber").asText(),
                sub == null ? null : Long.valueOf(sub.asLong()));
    }

    static Instant arrival(JsonNode row) throws IOException {
        try {
            return Instant.parse(row.path("arrivalTime").asText());
        } catch (DateTimeException wrong) {
            throw new IOException("a row's arrivalTime is " + row.path("arrivalTime"), wrong);
        }
    }
}
