package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.event.Event;
import java.io.IOException;
import java.io.OutputStream;

/** A row of the lake: the event's own bytes, and {@code _ingest} as its last member. */
final class EventRow {

    private static final byte[] SHARD_ID = ascii(",\"" + Event.INGEST + "\":{\"shardId\":\"");
    private static final byte[] SEQUENCE_NUMBER = ascii("\",\"sequenceNumber\":\"");
    private static final byte[] SUB_SEQUENCE_NUMBER = ascii("\",\"subSequenceNumber\":");
    private static final byte[] END_OF_SEQUENCE_NUMBER = ascii("\"");
    private static final byte[] ARRIVAL_TIME = ascii(",\"arrivalTime\":\"");
    private static final byte[] END = ascii("\"}}");

    private EventRow() {}

    /** A shard's id and a sequence number have no character that JSON escapes (Kinesis API Reference, "Record", "Shard"). */
    static void write(Decoded.Valid event, OutputStream to) throws IOException {
        var json = event.event();
        var position = event.record().position();
        var sub = position.subSequenceNumber();
        to.write(json.bytes(), json.start(), json.length() - 1); // without the closing brace
        to.write(SHARD_ID);
        to.write(ascii(position.shardId()));
        to.write(SEQUENCE_NUMBER);
        to.write(ascii(position.sequenceNumber()));
        if (sub == null) {
            to.write(END_OF_SEQUENCE_NUMBER);
        } else {
            to.write(SUB_SEQUENCE_NUMBER);
            to.write(ascii(sub.toString()));
        }
        to.write(ARRIVAL_TIME);
        to.write(ascii(Timestamps.format(event.record().arrivalTime())));
        to.write(END);
    }

    /** Of ASCII this is the same as {@code US_ASCII}, and copies the characters without looking at them. */
    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
