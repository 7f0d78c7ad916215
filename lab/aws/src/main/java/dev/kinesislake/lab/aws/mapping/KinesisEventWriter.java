package dev.kinesislake.lab.aws.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Writes one shard's records as the event that Lambda invokes a function with (Lambda Developer Guide, "Using Lambda to process
 * records from Amazon Kinesis Data Streams", example event), and knows an event's size without writing it.
 */
final class KinesisEventWriter {

    /** What a synchronous invocation may carry (Lambda Developer Guide, "Lambda quotas": 6 MB). */
    static final long MAX_BYTES = 6L * 1024 * 1024;

    /** {@code {"Records":[]}}, less the comma that {@link #size(StreamRecord)} counts for the first record too. */
    static final long ENVELOPE_BYTES = 13;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final SerializableString RECORDS = new SerializedString("Records");
    private static final SerializableString KINESIS = new SerializedString("kinesis");
    private static final SerializableString SCHEMA_VERSION = new SerializedString("kinesisSchemaVersion");
    private static final SerializableString PARTITION_KEY = new SerializedString("partitionKey");
    private static final SerializableString SEQUENCE_NUMBER = new SerializedString("sequenceNumber");
    private static final SerializableString DATA = new SerializedString("data");
    private static final SerializableString ARRIVAL = new SerializedString("approximateArrivalTimestamp");
    private static final SerializableString EVENT_SOURCE = new SerializedString("eventSource");
    private static final SerializableString EVENT_VERSION = new SerializedString("eventVersion");
    private static final SerializableString EVENT_ID = new SerializedString("eventID");
    private static final SerializableString EVENT_NAME = new SerializedString("eventName");
    private static final SerializableString INVOKE_IDENTITY_ARN = new SerializedString("invokeIdentityArn");
    private static final SerializableString AWS_REGION = new SerializedString("awsRegion");
    private static final SerializableString EVENT_SOURCE_ARN = new SerializedString("eventSourceARN");
    private static final SerializableString ONE = new SerializedString("1.0");
    private static final SerializableString AWS_KINESIS = new SerializedString("aws:kinesis");
    private static final SerializableString AWS_KINESIS_RECORD = new SerializedString("aws:kinesis:record");

    private final String shardId;
    private final SerializableString role;
    private final SerializableString region;
    private final SerializableString stream;
    private final long bytesAroundARecord;

    KinesisEventWriter(String shardId, MappingSpec spec, String roleArn) {
        this.shardId = shardId;
        this.role = new SerializedString(roleArn);
        this.region = new SerializedString(spec.region());
        this.stream = new SerializedString(spec.streamArn());
        var empty = new StreamRecord("", "", Instant.EPOCH, new byte[0]);
        this.bytesAroundARecord = write(List.of(new BatchRecord(0, empty)), 1024).length
                - ENVELOPE_BYTES
                - timestampLength(empty.arrival());
    }

    byte[] write(Batch batch) {
        return write(batch, size(batch));
    }

    /** @param size what {@link #size(Batch)} said */
    byte[] write(Batch batch, long size) {
        return write(batch.records(), Math.toIntExact(size));
    }

    long size(Batch batch) {
        var size = ENVELOPE_BYTES;
        for (var each : batch.records()) {
            size += size(each.record());
        }
        return size;
    }

    /** What a record adds to an event, in bytes. */
    long size(StreamRecord record) {
        return bytesAroundARecord
                + lengthInJson(record.partitionKey())
                + 2L * record.sequenceNumber().length()
                + 4L * ((record.data().length + 2) / 3)
                + timestampLength(record.arrival());
    }

    private byte[] write(List<BatchRecord> records, int size) {
        var bytes = new ByteArrayOutputStream(size);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName(RECORDS);
            json.writeStartArray();
            for (var each : records) {
                write(json, each.record());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, StreamRecord record) throws IOException {
        json.writeStartObject();
        json.writeFieldName(KINESIS);
        json.writeStartObject();
        json.writeFieldName(SCHEMA_VERSION);
        json.writeString(ONE);
        json.writeFieldName(PARTITION_KEY);
        json.writeString(encodable(record.partitionKey()));
        json.writeFieldName(SEQUENCE_NUMBER);
        json.writeString(record.sequenceNumber());
        json.writeFieldName(DATA);
        json.writeBinary(record.data());
        json.writeFieldName(ARRIVAL);
        json.writeNumber(timestamp(record.arrival()));
        json.writeEndObject();
        json.writeFieldName(EVENT_SOURCE);
        json.writeString(AWS_KINESIS);
        json.writeFieldName(EVENT_VERSION);
        json.writeString(ONE);
        json.writeFieldName(EVENT_ID);
        json.writeString(shardId + ":" + record.sequenceNumber());
        json.writeFieldName(EVENT_NAME);
        json.writeString(AWS_KINESIS_RECORD);
        json.writeFieldName(INVOKE_IDENTITY_ARN);
        json.writeString(role);
        json.writeFieldName(AWS_REGION);
        json.writeString(region);
        json.writeFieldName(EVENT_SOURCE_ARN);
        json.writeString(stream);
        json.writeEndObject();
    }

    /** Seconds, with three decimals. */
    private static BigDecimal timestamp(Instant arrival) {
        return BigDecimal.valueOf(arrival.toEpochMilli(), 3);
    }

    private static int timestampLength(Instant arrival) {
        var millis = arrival.toEpochMilli();
        // Ten digits of seconds from 2001 to 2286.
        return millis >= 1_000_000_000_000L && millis < 10_000_000_000_000L
                ? 14
                : timestamp(arrival).toString().length();
    }

    private static int lengthInJson(String text) {
        return isPlain(text) ? text.length() : JsonStringEncoder.getInstance().quoteAsUTF8(encodable(text)).length;
    }

    /** The text without the halves of surrogate pairs that no UTF-8 can hold: one such key must not stop a shard. */
    private static String encodable(String text) {
        return isPlain(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
