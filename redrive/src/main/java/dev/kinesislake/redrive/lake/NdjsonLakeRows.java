package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Lines of JSON, the position of each in its last member. The contract's spelling is written down here a second time, on purpose. */
final class NdjsonLakeRows implements LakeRows {

    private static final String INGEST = ",\"" + Event.INGEST + "\":";

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String suffix() {
        return ".ndjson.gz";
    }

    @Override
    public void read(InputStream object, Consumer<LakeRow> rows) throws IOException {
        for (var line : lines(object)) {
            int at = line.lastIndexOf(INGEST);
            if (at < 0 || !line.endsWith("}}")) {
                throw new IOException("a row doesn't end with " + Event.INGEST);
            }
            var added = line.substring(at + INGEST.length(), line.length() - 1);
            var ingest = json.readTree(added);
            var position = position(ingest);
            var arrival = arrival(ingest);
            if (!added.equals(ingest(position, arrival))) {
                throw new IOException("a row ends with " + Event.INGEST + " " + added);
            }
            rows.accept(new LakeRow(position, arrival, line.substring(0, at) + "}"));
        }
    }

    private static List<String> lines(InputStream object) throws IOException {
        try (var gzip = new GZIPInputStream(object)) {
            var text = new String(gzip.readAllBytes(), UTF_8);
            if (!text.endsWith("\n")) {
                throw new IOException("the last line has no end");
            }
            return text.lines().toList();
        }
    }

    private static Position position(JsonNode ingest) {
        var sub = ingest.get("subSequenceNumber");
        return new Position(
                ingest.path("shardId").asText(),
                ingest.path("sequenceNumber").asText(),
                sub == null ? null : Long.valueOf(sub.asLong()));
    }

    private static Instant arrival(JsonNode ingest) throws IOException {
        try {
            return Instant.parse(ingest.path("arrivalTime").asText());
        } catch (DateTimeException wrong) {
            throw new IOException("a row's arrivalTime is " + ingest.path("arrivalTime"), wrong);
        }
    }

    private static String ingest(Position position, Instant arrival) {
        return "{\"shardId\":\"" + position.shardId() + "\",\"sequenceNumber\":\"" + position.sequenceNumber() + "\","
                + (position.subSequenceNumber() == null
                        ? ""
                        : "\"subSequenceNumber\":" + position.subSequenceNumber() + ",")
                + "\"arrivalTime\":\"" + MILLISECONDS.format(arrival) + "\"}";
    }
}
