package dev.kinesislake.function.decode;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batch of an invocation (AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data
 * Streams"). Unknown members are skipped, and a
 * member that is null counts as missing.
 */
public final class InvocationReader {

    private static final JsonReader.Options INVOCATION = JsonReader.Options.of("Records", KinesisBatch.REPLACES_UNTIL);

    // What we read stands first. The rest is listed, too, so that Moshi makes no string of a name to skip.
    private static final JsonReader.Options RECORD = JsonReader.Options.of(
            "kinesis",
            "eventID",
            "eventSourceARN",
            "eventSource",
            "eventVersion",
            "eventName",
            "invokeIdentityArn",
            "awsRegion");
    private static final JsonReader.Options KINESIS = JsonReader.Options.of(
            "partitionKey", "sequenceNumber", "data", "approximateArrivalTimestamp", "kinesisSchemaVersion");

    private final JsonReader json;

    /** As the first record has it. */
    private @Nullable String stream;

    private InvocationReader(JsonReader json) {
        this.json = json;
    }

    /**
     * The batch of an invocation. The stream is read as it comes, so that the invocation's JSON is never held a second time.
     *
     * @throws IOException if the invocation is no batch of Kinesis records
     */
    public static KinesisBatch read(InputStream invocation) throws IOException {
        var json = JsonReader.of(Okio.buffer(Okio.source(invocation)));
        try {
            return new InvocationReader(json).batch();
        } catch (JsonDataException other) {
            throw new IOException("the invocation is not a batch of Kinesis records: " + other.getMessage(), other);
        } catch (JsonEncodingException malformed) {
            throw new IOException("the invocation is not JSON at " + json.getPath(), malformed);
        }
    }

    private KinesisBatch batch() throws IOException {
        List<KinesisRecord> records = null;
        Instant replacesUntil = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (name(INVOCATION)) {
                case 0 -> records = records();
                case 1 -> replacesUntil = instant();
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (records == null) {
            throw new IOException("the invocation has no Records: it is no batch of an event source mapping");
        }
        return new KinesisBatch(stream == null ? "" : stream, records, Optional.ofNullable(replacesUntil));
    }

    private List<KinesisRecord> records() throws IOException {
        var records = new ArrayList<KinesisRecord>();
        json.beginArray();
        while (json.hasNext()) {
            records.add(record(records.size()));
        }
        json.endArray();
        return records;
    }

    /** The next member's index in the options; -1 if it isn't among them. */
    private int name(JsonReader.Options options) throws IOException {
        int index = json.selectName(options);
        if (index < 0) {
            json.skipName();
        }
        return index;
    }

    private KinesisRecord record(int index) throws IOException {
        String shard = null;
        String partitionKey = null;
        String sequenceNumber = null;
        byte[] data = null;
        Instant arrival = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (name(RECORD)) {
                case 0 -> {
                    json.beginObject();
                    while (json.hasNext()) {
                        switch (name(KINESIS)) {
                            case 0 -> partitionKey = string();
                            case 1 -> sequenceNumber = string();
                            case 2 -> data = data();
                            case 3 -> arrival = arrival();
                            default -> json.skipValue();
                        }
                    }
                    json.endObject();
                }
                case 1 -> shard = shardId();
                case 2 -> readStream();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new KinesisRecord(
                required(shard, "eventID", index),
                required(sequenceNumber, "kinesis.sequenceNumber", index),
                required(partitionKey, "kinesis.partitionKey", index),
                required(arrival, "kinesis.approximateArrivalTimestamp", index),
                required(data, "kinesis.data", index));
    }

    /** An event's id is {@code <shard id>:<sequence number>}. */
    private @Nullable String shardId() throws IOException {
        var id = string();
        if (id == null) {
            return null;
        }
        int colon = id.indexOf(':');
        if (colon < 1) {
            throw new IOException("eventID is " + id + ", expected <shard id>:<sequence number>");
        }
        return id.substring(0, colon);
    }

    private void readStream() throws IOException {
        if (stream == null) {
            stream = string();
        } else {
            json.skipValue();
        }
    }

    /** A record's data. It is most of an invocation: decoded from its bytes, it costs 1 µs less than as a string. */
    private byte @Nullable [] data() throws IOException {
        if (json.peek() != JsonReader.Token.STRING) {
            return json.nextNull();
        }
        byte[] quoted;
        try (var value = json.nextSource()) {
            quoted = value.readByteArray();
        }
        try {
            var decoded = Base64.getDecoder().decode(ByteBuffer.wrap(quoted, 1, quoted.length - 2));
            return Arrays.copyOf(decoded.array(), decoded.remaining());
        } catch (IllegalArgumentException notBase64) {
            return unescapedData(quoted);
        }
    }

    /** For base64 with escapes, which are allowed in JSON, though Lambda writes none. */
    private static byte[] unescapedData(byte[] quoted) throws IOException {
        try {
            return Base64.getDecoder()
                    .decode(JsonText.string(quoted, 0, quoted.length).asString());
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("a record's data is not base64", notBase64);
        }
    }

    /** Seconds since 1970, such as {@code 1545084650.987}, to the millisecond; a double would round them. */
    private @Nullable Instant arrival() throws IOException {
        var seconds = string();
        try {
            return seconds == null
                    ? null
                    : Instant.ofEpochMilli(
                            new BigDecimal(seconds).scaleByPowerOfTen(3).longValue());
        } catch (NumberFormatException notANumber) {
            throw new IOException("approximateArrivalTimestamp is " + seconds + ", expected a number", notANumber);
        }
    }

    private Instant instant() throws IOException {
        var text = json.nextString();
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new IOException(
                    KinesisBatch.REPLACES_UNTIL + " is " + text + ", expected an instant such as 2026-11-23T11:33:31Z",
                    notAnInstant);
        }
    }

    /** A string, or a number as it is spelt. */
    private @Nullable String string() throws IOException {
        return json.peek() == JsonReader.Token.NULL ? json.nextNull() : json.nextString();
    }

    private static <T> T required(@Nullable T value, String name, int index) throws IOException {
        if (value == null) {
            throw new IOException("record " + index + " of the batch has no " + name);
        }
        return value;
    }
}
