package dev.kinesislake.redrive.failed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch that Lambda discarded, as its on-failure destination stored it (AWS Lambda Developer Guide, "Retain discarded batch records
 * for a Kinesis Data Streams event source in Lambda").
 *
 * @param key its object's, which names it
 * @param discardedAt when Lambda gave it up, as the object itself says: a copy has another LastModified
 * @param condition why it was discarded, such as {@code RetryAttemptsExhausted}
 * @param first its first record's sequence number
 * @param last its last record's sequence number
 * @param firstArrival when its first record arrived
 * @param payload the very event that the function was invoked with; null where the object has none
 */
public record StoredBatch(
        String key,
        Instant discardedAt,
        String condition,
        String shardId,
        BigInteger first,
        BigInteger last,
        int records,
        Instant firstArrival,
        @Nullable String payload) {

    private static final ObjectMapper READER = new ObjectMapper();

    /** Keeps arrival times as they are spelled. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads an object.
     *
     * @throws RedriveException if it is none that Lambda's on-failure destination writes
     */
    public static StoredBatch parse(String key, byte[] object) {
        try {
            var record = READER.readTree(object);
            var batch = record.path("KinesisBatchInfo");
            return new StoredBatch(
                    key,
                    Instant.parse(record.path("timestamp").asText()),
                    record.path("requestContext").path("condition").asText("unknown"),
                    batch.path("shardId").asText("unknown"),
                    new BigInteger(batch.path("startSequenceNumber").asText()),
                    new BigInteger(batch.path("endSequenceNumber").asText()),
                    batch.path("batchSize").asInt(),
                    Instant.parse(batch.path("approximateArrivalOfFirstRecord").asText()),
                    payload(record.path("payload")));
        } catch (JsonProcessingException | DateTimeException | NumberFormatException noRecord) {
            // Without its cause, whose message quotes the object.
            throw new RedriveException("object " + key + " is none that Lambda's on-failure destination writes");
        } catch (IOException unreadable) {
            throw new RedriveException("object " + key + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A text of JSON or the JSON itself: Lambda's documentation has an example of each. */
    private static @Nullable String payload(JsonNode payload) {
        return payload.isObject() ? payload.toString() : payload.textValue();
    }

    /**
     * The batch without the records before one.
     *
     * @param sequenceNumber that record's
     * @return empty where it is the first or none of them
     */
    public Optional<StoredBatch> from(String sequenceNumber) {
        if (payload == null) {
            return Optional.empty();
        }
        try {
            var event = JSON.readTree(payload);
            var records = event.withArrayProperty("Records");
            for (int i = 1; i < records.size(); i++) {
                if (records.get(i).at("/kinesis/sequenceNumber").asText().equals(sequenceNumber)) {
                    for (int before = 0; before < i; before++) {
                        records.remove(0);
                    }
                    var first = new BigInteger(sequenceNumber);
                    return Optional.of(new StoredBatch(
                            key,
                            discardedAt,
                            condition,
                            shardId,
                            first,
                            last,
                            records.size(),
                            firstArrival,
                            event.toString()));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException | UnsupportedOperationException | NumberFormatException noBatch) {
            return Optional.empty();
        }
    }

    /**
     * The payload as a redrive invokes the consumer with it.
     *
     * @param replacesUntil up to when the attempts began whose objects the redrive may replace
     */
    public static String invocation(String payload, Instant replacesUntil) {
        int open = payload.indexOf('{') + 1;
        return payload.substring(0, open)
                + "\"" + KinesisBatch.REPLACES_UNTIL + "\":\"" + replacesUntil + "\","
                + payload.substring(open);
    }
}
