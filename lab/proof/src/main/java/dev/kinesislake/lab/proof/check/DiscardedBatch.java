package dev.kinesislake.lab.proof.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.KinesisRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A batch that the event source mapping discarded, as its object in the failed bucket holds it. */
public record DiscardedBatch(String key, List<KinesisRecord> records) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DiscardedBatch read(String key, InputStream object) throws IOException {
        var payload = JSON.readTree(object).path("payload");
        // Lambda's documentation has an example of each.
        var event = payload.isTextual() ? payload.textValue().getBytes(UTF_8) : JSON.writeValueAsBytes(payload);
        return new DiscardedBatch(key, records(event));
    }

    /** The records in an event that Lambda invokes the function with. */
    public static List<KinesisRecord> records(byte[] event) throws IOException {
        var records = new ArrayList<KinesisRecord>();
        for (var each : JSON.readTree(event).path("Records")) {
            var kinesis = each.path("kinesis");
            var id = each.path("eventID").asText();
            records.add(new KinesisRecord(
                    id.substring(0, Math.max(0, id.indexOf(':'))),
                    kinesis.path("sequenceNumber").asText(),
                    kinesis.path("partitionKey").asText(),
                    Instant.ofEpochMilli(kinesis.path("approximateArrivalTimestamp")
                            .decimalValue()
                            .movePointRight(3)
                            .longValue()),
                    kinesis.path("data").binaryValue()));
        }
        return List.copyOf(records);
    }
}
