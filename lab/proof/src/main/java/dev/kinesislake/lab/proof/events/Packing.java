package dev.kinesislake.lab.proof.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.kinesislake.function.decode.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * How events are put together into one Kinesis record. It knows the row that each of them has to become, so that nothing has to split the
 * record to find out.
 */
public enum Packing {
    /** One event, as it is. */
    SINGLE,
    /** Each is a user record of a KPL aggregate. */
    KPL,
    /** Each on a line of its own. */
    NDJSON,
    /** One after another, as they are. */
    CONCATENATED,
    /** As the elements of an array. */
    ARRAY,
    /** Lines, compressed with gzip, in two members. */
    GZIP,
    /** Lines, compressed with zstd. */
    ZSTD,
    /** Two user records of a KPL aggregate: the first half compressed with gzip, the rest on lines. */
    KPL_OF_LINES;

    /** Those of several events. */
    public static final List<Packing> OF_MANY = List.of(values()).subList(1, values().length);

    /** Whether an event can be added to others, so that its row is as if it were alone. */
    public boolean takes(SentEvent event, List<SentEvent> before) {
        if (this == SINGLE) {
            return before.isEmpty();
        }
        if (this == KPL) {
            return true;
        }
        if (!before.isEmpty() && isBroken(before.get(before.size() - 1)) && !isOfLines()) {
            return false;
        }
        // Several that are broken make a record of none, or hide from each other where they end.
        return isObject(event) || (!before.isEmpty() && this != ARRAY && this != KPL_OF_LINES && isBroken(event));
    }

    private boolean isOfLines() {
        return this == NDJSON || this == GZIP || this == ZSTD;
    }

    /** Whether it's a JSON object, though perhaps none that the lake takes. */
    private static boolean isObject(SentEvent event) {
        return event.reason() == null || event.reason().compareTo(Reason.NOT_AN_OBJECT) > 0;
    }

    private static boolean isBroken(SentEvent event) {
        return (event.reason() == Reason.MALFORMED_JSON || event.reason() == Reason.NOT_UTF8) && event.data()[0] == '{';
    }

    /** The record's bytes. */
    public byte[] pack(List<SentEvent> events) {
        return switch (this) {
            case SINGLE -> events.get(0).data();
            case KPL -> AggregateWriter.write(events);
            case NDJSON -> lines(events);
            case CONCATENATED -> joined("", "", events);
            case ARRAY -> joined("[", ",", events);
            case GZIP -> {
                var members = new ByteArrayOutputStream();
                var lines = lines(events);
                members.writeBytes(gzip(Arrays.copyOf(lines, lines.length / 2)));
                members.writeBytes(gzip(Arrays.copyOfRange(lines, lines.length / 2, lines.length)));
                yield members.toByteArray();
            }
            case ZSTD -> Zstd.compress(lines(events));
            case KPL_OF_LINES -> {
                var users = new ArrayList<SentEvent>();
                users.add(user(firstHalf(events), gzip(lines(firstHalf(events)))));
                if (events.size() > 1) {
                    users.add(user(secondHalf(events), lines(secondHalf(events))));
                }
                yield AggregateWriter.write(users);
            }
        };
    }

    /** The partition keys that the rows of the events have. */
    public List<String> partitionKeys(List<SentEvent> events) {
        return switch (this) {
            case SINGLE, KPL -> events.stream().map(SentEvent::partitionKey).toList();
            case KPL_OF_LINES -> {
                var keys = new ArrayList<String>();
                firstHalf(events).forEach(event -> keys.add(events.get(0).partitionKey()));
                secondHalf(events)
                        .forEach(event -> keys.add(secondHalf(events).get(0).partitionKey()));
                yield keys;
            }
            case NDJSON, CONCATENATED, ARRAY, GZIP, ZSTD ->
                events.stream().map(event -> events.get(0).partitionKey()).toList();
        };
    }

    private static SentEvent user(List<SentEvent> events, byte[] data) {
        return new SentEvent(events.get(0).partitionKey(), data, null, null, null);
    }

    private static List<SentEvent> firstHalf(List<SentEvent> events) {
        return events.subList(0, (events.size() + 1) / 2);
    }

    private static List<SentEvent> secondHalf(List<SentEvent> events) {
        return events.subList((events.size() + 1) / 2, events.size());
    }

    private static byte[] joined(String open, String comma, List<SentEvent> events) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(open.getBytes(UTF_8));
        for (int i = 0; i < events.size(); i++) {
            bytes.writeBytes((i == 0 ? "" : comma).getBytes(UTF_8));
            bytes.writeBytes(events.get(i).data());
        }
        bytes.writeBytes((open.isEmpty() ? "" : "]").getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] lines(List<SentEvent> events) {
        var bytes = new ByteArrayOutputStream();
        for (var event : events) {
            // A line feed behind the only event would be a part of its row.
            bytes.writeBytes((bytes.size() == 0 ? "" : "\n").getBytes(UTF_8));
            var compact = event.compact();
            bytes.writeBytes(compact == null ? event.data() : compact.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return out.toByteArray();
    }
}
