package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.event.Event;
import java.io.IOException;
import java.io.OutputStream;

/** A row of the lake: the event's own bytes, and {@code _ingest} as its last member. */
final class EventRow {

    private EventRow() {}

    static void write(Decoded.Valid event, OutputStream to) throws IOException {
        var json = event.event();
        to.write(json.bytes(), json.start(), json.length() - 1); // without the closing brace
        to.write(ingest(event).getBytes(US_ASCII));
    }

    /** A shard's id and a sequence number have no character that JSON escapes (Kinesis API Reference, "Record", "Shard"). */
    private static String ingest(Decoded.Valid event) {
        var position = event.record().position();
        var sub = position.subSequenceNumber();
        return ",\"" + Event.INGEST + "\":{\"shardId\":\"" + position.shardId()
                + "\",\"sequenceNumber\":\"" + position.sequenceNumber()
                + (sub == null ? "\"" : "\",\"subSequenceNumber\":" + sub)
                + ",\"arrivalTime\":\"" + Timestamps.format(event.record().arrivalTime()) + "\"}}";
    }
}
