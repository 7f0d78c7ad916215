package dev.kinesislake.lab.proof.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the columns of a row of the lake have to say, by the event that was sent. Knows nothing of how they are written. */
final class ExpectedColumns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, @Nullable Object> ofRow = new HashMap<>();
    private final JsonNode payload;

    /**
     * The columns of a row.
     *
     * @param compact the event without insignificant white space
     */
    ExpectedColumns(Position position, Instant arrival, String compact) {
        JsonNode event;
        try {
            event = JSON.readTree(compact);
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("a sent event is no JSON", noJson);
        }
        var metadata = event.path("metadata");
        payload = event.path("payload");
        ofRow.put("shard_id", position.shardId());
        ofRow.put("sequence_number", position.sequenceNumber());
        ofRow.put("sub_sequence_number", position.subSequenceNumber());
        ofRow.put("arrival_time", ChronoUnit.MICROS.between(Instant.EPOCH, arrival));
        ofRow.put("uuid", metadata.path("uuid").asText());
        ofRow.put("section", metadata.path("section").asText());
        ofRow.put("event", compact);
    }

    /** Whether a row's columns say so, and none is missing. */
    boolean match(Map<String, @Nullable Object> columns) {
        for (var column : columns.entrySet()) {
            if (!Objects.equals(column.getValue(), expected(column.getKey(), column.getValue()))) {
                return false;
            }
        }
        return columns.keySet().containsAll(ofRow.keySet()) && allMembers(columns);
    }

    private @Nullable Object expected(String column, @Nullable Object found) {
        return ofRow.containsKey(column) ? ofRow.get(column) : ofMember(payload.path(column), found);
    }

    /** A member's value in the type that its column has. */
    private static @Nullable Object ofMember(JsonNode member, @Nullable Object found) {
        if (member.isMissingNode() || member.isNull()) {
            return null;
        }
        if (found instanceof Long) {
            return member.isTextual() ? micros(member.asText()) : member.asLong();
        }
        if (found instanceof Double) {
            return member.asDouble();
        }
        if (found instanceof Boolean) {
            return member.asBoolean();
        }
        if (member.isContainerNode()) {
            return found instanceof String json && member.equals(parsed(json)) ? found : null;
        }
        return member.asText();
    }

    private static long micros(String iso8601) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, OffsetDateTime.parse(iso8601).toInstant());
    }

    private static @Nullable JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    /** Whether each member of the payload has a column. */
    private boolean allMembers(Map<String, @Nullable Object> columns) {
        for (var member : payload.properties()) {
            if (!columns.containsKey(member.getKey())) {
                return false;
            }
        }
        return true;
    }
}
