package dev.kinesislake.producer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An entry of a PutRecords call, which becomes a record: an event as it is, or several as lines in gzip. */
final class Entry {

    /** Kinesis counts a record's bytes in steps of so many ("Amazon Kinesis Data Streams pricing"). */
    private static final int BILLED_STEP = 1_024;

    private final List<Pending> events;
    private final boolean gathered;
    private final int size;
    private final Lane origin;
    private Lane lane;
    private long since;
    private int refusals;
    private byte @Nullable [] data;

    private Entry(List<Pending> events, boolean gathered, int size, Lane lane) {
        this.events = events;
        this.gathered = gathered;
        this.size = size;
        this.origin = lane;
        this.lane = lane;
        this.since = events.get(0).since();
    }

    /** An event byte for byte. */
    static Entry alone(Pending event, Lane lane) {
        return new Entry(List.of(event), false, event.size(), lane);
    }

    /**
     * Events of one shard, which all have a line.
     *
     * @param bytes of the lines
     */
    static Entry gathered(List<Pending> events, int bytes, Lane lane) {
        return new Entry(List.copyOf(events), true, bytes, lane);
    }

    List<Pending> events() {
        return events;
    }

    boolean isGathered() {
        return gathered;
    }

    /** The first event's: any event's leads to the shard that all of them belong to. */
    String partitionKey() {
        return events.get(0).event().partitionKey();
    }

    long hash() {
        return events.get(0).hash();
    }

    long number() {
        return events.get(0).number();
    }

    /** At most so many bytes, before compression. */
    int size() {
        return size;
    }

    /** The record's bytes; they are compressed by the first call, which needs no lock. */
    byte[] data() {
        if (data == null) {
            data = encode();
        }
        return data;
    }

    /** Where it was taken from, or waits. */
    Lane lane() {
        return lane;
    }

    void joins(Lane other) {
        lane = other;
    }

    /** When it began to wait for its call, in the clock's nanoseconds: when its first event was sent, or when its retry was due. */
    long since() {
        return since;
    }

    int refusals() {
        return refusals;
    }

    void refused() {
        refusals++;
    }

    void dueAt(long nanos) {
        since = nanos;
    }

    /** It will not be tried again. */
    void settled() {
        if (gathered) {
            origin.gatheredSettled();
        }
    }

    private byte[] encode() {
        var first = events.get(0).event().data();
        if (!gathered) {
            return first;
        }
        var compressed = compressed();
        // A single small event costs the same either way, and is easier to read as it is.
        return events.size() == 1 && steps(compressed) >= steps(first) ? first : compressed;
    }

    private static int steps(byte[] data) {
        return (data.length + BILLED_STEP - 1) / BILLED_STEP;
    }

    private byte[] compressed() {
        var bytes = new ByteArrayOutputStream(size / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes, 8_192)) {
            for (var event : events) {
                gzip.write(Objects.requireNonNull(event.line()));
                gzip.write('\n');
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return bytes.toByteArray();
    }
}
