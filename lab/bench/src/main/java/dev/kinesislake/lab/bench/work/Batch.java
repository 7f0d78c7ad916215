package dev.kinesislake.lab.bench.work;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** What Lambda invokes a function with for records of one shard ("Using Lambda to process records from Amazon Kinesis Data Streams"). */
public final class Batch {

    /** A synchronous invocation's limit ("Lambda quotas"), which ends a batch, too. */
    public static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String SHARD = "shardId-000000000000";
    private static final BigInteger FIRST = new BigInteger("49590338271490256608559692538361571095921575989136588898");

    private Batch() {}

    /** That of a record of the shard. */
    public static String sequenceNumber(long index) {
        return FIRST.add(BigInteger.valueOf(index)).toString();
    }

    /**
     * The invocation's bytes.
     *
     * @param firstIndex of the records on the shard, from which their sequence numbers follow
     * @param arrival of all of them
     */
    public static byte[] of(List<byte[]> records, long firstIndex, Instant arrival) {
        var bytes = new ByteArrayOutputStream(MAX_BYTES / 4);
        try (var json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (int i = 0; i < records.size(); i++) {
                var sequenceNumber = sequenceNumber(firstIndex + i);
                json.writeStartObject();
                json.writeObjectFieldStart("kinesis");
                json.writeStringField("kinesisSchemaVersion", "1.0");
                json.writeStringField("partitionKey", "user-" + (firstIndex + i) % 5_000);
                json.writeStringField("sequenceNumber", sequenceNumber);
                json.writeBinaryField("data", records.get(i));
                json.writeNumberField("approximateArrivalTimestamp", BigDecimal.valueOf(arrival.toEpochMilli(), 3));
                json.writeEndObject();
                json.writeStringField("eventSource", "aws:kinesis");
                json.writeStringField("eventVersion", "1.0");
                json.writeStringField("eventID", SHARD + ":" + sequenceNumber);
                json.writeStringField("eventName", "aws:kinesis:record");
                json.writeStringField("invokeIdentityArn", "arn:aws:iam::123456789012:role/consumer");
                json.writeStringField("awsRegion", "eu-central-1");
                json.writeStringField(
                        "eventSourceARN", "arn:aws:kinesis:eu-central-1:123456789012:stream/events-stream");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return bytes.toByteArray();
    }
}
