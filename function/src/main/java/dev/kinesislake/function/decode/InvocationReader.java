package dev.kinesislake.function.decode;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batch of an invocation (AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data
 * Streams"). It reads the JSON itself, since turning it into {@code KinesisEvent} costs as much as compressing the batch.
 */
public final class InvocationReader {

    private static final JsonReader.Options TOP_LEVEL = JsonReader.Options.of("Records");
    private static final JsonReader.Options RECORD = JsonReader.Options.of("eventID", "kinesis");
    private static final JsonReader.Options KINESIS =
            JsonReader.Options.of("partitionKey", "sequenceNumber", "data", "approximateArrivalTimestamp");

    private InvocationReader() {}

    /**
     * The records of a batch, in their order.
     *
     * @throws IOException if the invocation is no batch of Kinesis records
     */
    public static List<KinesisRecord> read(InputStream invocation) throws IOException {
        try (var json = JsonReader.of(Okio.buffer(Okio.source(invocation)))) {
            var records = new ArrayList<KinesisRecord>();
            boolean found = false;
            json.beginObject();
            while (json.hasNext()) {
                if (json.selectName(TOP_LEVEL) == 0) {
                    found = true;
                    json.beginArray();
                    while (json.hasNext()) {
                        records.add(record(json));
                    }
                    json.endArray();
                } else {
                    skip(json);
                }
            }
            json.endObject();
            if (!found) {
                throw new IOException("the invocation has no Records: it is no batch of an event source mapping");
            }
            return records;
        }
    }

    private static KinesisRecord record(JsonReader json) throws IOException {
        String eventId = null;
        String partitionKey = null;
        String sequenceNumber = null;
        String data = null;
        BigDecimal arrival = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.selectName(RECORD)) {
                case 0 -> eventId = json.nextString();
                case 1 -> {
                    json.beginObject();
                    while (json.hasNext()) {
                        switch (json.selectName(KINESIS)) {
                            case 0 -> partitionKey = json.nextString();
                            case 1 -> sequenceNumber = json.nextString();
                            case 2 -> data = json.nextString();
                            case 3 -> arrival = new BigDecimal(json.nextString());
                            default -> skip(json);
                        }
                    }
                    json.endObject();
                }
                default -> skip(json);
            }
        }
        json.endObject();
        return new KinesisRecord(
                shardId(required(eventId, "eventID", json)),
                required(sequenceNumber, "kinesis.sequenceNumber", json),
                required(partitionKey, "kinesis.partitionKey", json),
                Instant.ofEpochMilli(required(arrival, "kinesis.approximateArrivalTimestamp", json)
                        .movePointRight(3)
                        .longValue()),
                Base64.getDecoder().decode(required(data, "kinesis.data", json)));
    }

    /** An event's id is {@code <shard id>:<sequence number>}. */
    private static String shardId(String eventId) throws IOException {
        int colon = eventId.indexOf(':');
        if (colon <= 0) {
            throw new IOException("eventID is " + eventId + ", expected <shard id>:<sequence number>");
        }
        return eventId.substring(0, colon);
    }

    private static <T> T required(@Nullable T value, String name, JsonReader json) throws IOException {
        if (value == null) {
            throw new IOException("a record before " + json.getPath() + " has no " + name);
        }
        return value;
    }

    private static void skip(JsonReader json) throws IOException {
        json.skipName();
        json.skipValue();
    }
}
