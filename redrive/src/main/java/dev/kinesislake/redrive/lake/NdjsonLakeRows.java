package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The positions in an NDJSON object of the lake, each in the last member of its line. The consumer stores Parquet alone, but earlier versions
 * also stored NDJSON, and a redrive has to know whether a row is there before it stores that row a second time. Nothing else needs this.
 */
final class NdjsonLakeRows {

    static final String SUFFIX = ".ndjson.gz";

    /** Not the whole line is parsed: an event may have numbers and depths that Jackson refuses. */
    private static final String INGEST = ",\"_ingest\":";

    private static final ObjectMapper JSON = new ObjectMapper();

    private NdjsonLakeRows() {}

    /** @throws IOException if that is no NDJSON object of the lake */
    static List<Position> positions(byte[] object) throws IOException {
        var positions = new ArrayList<Position>();
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
            for (var line : new String(gzip.readAllBytes(), UTF_8).lines().toList()) {
                int at = line.lastIndexOf(INGEST);
                if (at < 0 || !line.endsWith("}}")) {
                    throw new IOException("a row doesn't end with _ingest");
                }
                positions.add(position(JSON.readTree(line.substring(at + INGEST.length(), line.length() - 1))));
            }
        }
        return positions;
    }

    private static Position position(JsonNode ingest) throws IOException {
        var shardId = ingest.path("shardId").asText();
        var sequenceNumber = ingest.path("sequenceNumber").asText();
        if (shardId.isEmpty() || sequenceNumber.isEmpty()) {
            throw new IOException("a row has no position");
        }
        var sub = ingest.get("subSequenceNumber");
        return new Position(shardId, sequenceNumber, sub == null ? null : Long.valueOf(sub.asLong()));
    }
}
