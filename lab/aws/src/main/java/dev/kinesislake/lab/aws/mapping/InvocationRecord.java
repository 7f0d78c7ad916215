package dev.kinesislake.lab.aws.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The object that stands in an on-failure bucket for a discarded batch (Lambda Developer Guide, "Retain discarded batch records
 * for a Kinesis Data Streams event source in Lambda", configuring S3 destinations).
 *
 * @param requestId of the last invocation, or made up where there was none
 * @param functionError whether the last invocation failed in the function; null where there was none
 * @param version of the function, that is invoked
 * @param payload the event with the batch's records
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record InvocationRecord(
        MappingSpec spec,
        String shardId,
        Batch batch,
        DiscardCondition condition,
        String requestId,
        @Nullable Boolean functionError,
        Instant at,
        String version,
        byte[] payload) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MILLIS = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter KEY = utc("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss");

    String key(UUID random) {
        return "aws/lambda/" + spec.uuid() + "/" + shardId + "/" + KEY.format(at) + "-" + random;
    }

    byte[] json() {
        var bytes = new ByteArrayOutputStream(payload.length * 5 / 4 + 1024);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeRequest(json);
            writeResponse(json);
            json.writeStringField("version", "1.0");
            json.writeStringField("timestamp", MILLIS.format(at));
            writeBatch(json);
            json.writeStringField("payload", new String(payload, StandardCharsets.UTF_8));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeRequest(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("requestId", requestId);
        json.writeStringField("functionArn", spec.functionArn());
        json.writeStringField("condition", condition.nameInRecord());
        json.writeNumberField("approximateInvokeCount", batch.invocations());
        json.writeEndObject();
    }

    private void writeResponse(JsonGenerator json) throws IOException {
        if (functionError == null) {
            return;
        }
        json.writeObjectFieldStart("responseContext");
        json.writeNumberField("statusCode", 200);
        json.writeStringField("executedVersion", version);
        if (functionError) {
            json.writeStringField("functionError", "Unhandled");
        }
        json.writeEndObject();
    }

    private void writeBatch(JsonGenerator json) throws IOException {
        var first = batch.records().get(0).record();
        var last = batch.records().get(batch.size() - 1).record();
        json.writeObjectFieldStart("KinesisBatchInfo");
        json.writeStringField("shardId", shardId);
        json.writeStringField("startSequenceNumber", first.sequenceNumber());
        json.writeStringField("endSequenceNumber", last.sequenceNumber());
        json.writeStringField("approximateArrivalOfFirstRecord", MILLIS.format(first.arrival()));
        json.writeStringField("approximateArrivalOfLastRecord", MILLIS.format(last.arrival()));
        json.writeNumberField("batchSize", batch.size());
        json.writeStringField("streamArn", spec.streamArn());
        json.writeEndObject();
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
