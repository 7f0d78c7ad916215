package dev.kinesislake.lab.proof.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Reason;
import java.util.Arrays;
import java.util.List;

/** Records that are no events, of every reason in turn that an event can have among others, too; each is one row. */
public final class InvalidEvents {

    private static final List<Reason> REASONS = Arrays.stream(Reason.values())
            .filter(reason -> reason != Reason.TOO_LARGE && reason != Reason.BAD_COMPRESSION)
            .toList();

    private InvalidEvents() {}

    /** The record at an index; always the same for the same index. */
    public static SentEvent get(int index) {
        var reason = REASONS.get(index % REASONS.size());
        return SentEvent.invalid(reason, data(reason, index));
    }

    /** The record at an index. */
    public static byte[] data(int index) {
        return data(REASONS.get(index % REASONS.size()), index);
    }

    private static byte[] data(Reason reason, int index) {
        var section = "\"section\": \"" + GeneratedEvents.SECTIONS.get(0) + "\"";
        var uuid = "\"uuid\": \"" + index + "\"";
        var payload = "\"payload\": {\"userid\": \"" + index + "\"}";
        return switch (reason) {
            case BAD_COMPRESSION, TOO_LARGE ->
                throw new IllegalArgumentException("only a Kinesis record can be " + reason.label());
            case NOT_UTF8 -> {
                var bytes = event(uuid + ", " + section, payload).getBytes(UTF_8);
                bytes[bytes.length / 2] = (byte) 0xFF;
                yield bytes;
            }
            case MALFORMED_JSON ->
                malformed(event(uuid + ", " + section, payload), index).getBytes(UTF_8);
            case NOT_AN_OBJECT -> ("\"" + index + "\"").getBytes(UTF_8);
            case DUPLICATE_MEMBER ->
                event(uuid + ", " + uuid + ", " + section, payload).getBytes(UTF_8);
            case MISSING_METADATA -> ("{" + payload + "}").getBytes(UTF_8);
            case MISSING_SECTION -> event(uuid, payload).getBytes(UTF_8);
            case INVALID_SECTION ->
                event(uuid + ", \"section\": " + index, payload).getBytes(UTF_8);
            case UNKNOWN_SECTION ->
                event(uuid + ", \"section\": \"No-Such-Section\"", payload).getBytes(UTF_8);
            case MISSING_UUID -> event(section, payload).getBytes(UTF_8);
            case MISSING_PAYLOAD -> ("{\"metadata\": {" + uuid + ", " + section + "}}").getBytes(UTF_8);
        };
    }

    private static String event(String metadata, String rest) {
        return "{\"metadata\": {" + metadata + "}, " + rest + "}";
    }

    private static String malformed(String event, int index) {
        return switch (index / REASONS.size() % 5) {
            case 0 -> event.substring(0, event.length() - 1);
            case 1 -> "x" + event;
            case 2 -> event.replace("\"payload\":", "\"payload\": NaN, \"more\":");
            case 3 -> event.replace("\"payload\":", "\"half a pair\": \"\\uD800\", \"payload\":");
            default -> "{\"a\":".repeat(200) + "1" + "}".repeat(200);
        };
    }
}
