package dev.kinesislake.lab.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event, and what each column has to say of it.
 *
 * @param position with a sequence number of its own
 * @param payload members by their names; null is JSON's null
 */
record Row(Position position, Instant arrival, String section, String uuid, Map<String, @Nullable Object> payload) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventDecoder DECODER = new EventDecoder(Set.of());

    /** As the consumer decodes it. */
    Decoded.Valid decoded() {
        var record = new UserRecord(position, uuid, arrival, event().getBytes(UTF_8));
        return (Decoded.Valid) DECODER.decode(record);
    }

    @Nullable Object value(Column column) {
        return switch (column.name()) {
            case "shard_id" -> position.shardId();
            case "sequence_number" -> position.sequenceNumber();
            case "sub_sequence_number" -> position.subSequenceNumber();
            case "arrival_time" -> micros(arrival);
            case "section" -> section;
            case "uuid" -> uuid;
            case "event" -> event();
            case "dt" -> arrival.toString().substring(0, 10);
            case "hour" -> arrival.toString().substring(11, 13);
            default -> member(payload.get(column.name()));
        };
    }

    private static @Nullable Object member(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return micros(instant);
        }
        return value instanceof List || value instanceof Map ? json(value) : value;
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private String event() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        payload.forEach((name, value) -> members.put(name, value instanceof Instant ? value.toString() : value));
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("uuid", uuid);
        metadata.put("section", section);
        var event = new LinkedHashMap<String, Object>();
        event.put("metadata", metadata);
        event.put("payload", members);
        return json(event);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
