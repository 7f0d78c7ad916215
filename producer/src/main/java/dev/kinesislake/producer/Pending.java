package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An event that the producer took and the stream has not settled yet. */
final class Pending {

    private final OutgoingEvent event;
    private final byte @Nullable [] line;
    private final int size;
    private final long number;
    private final long hash;
    private final CompletableFuture<Acknowledged> settled = new CompletableFuture<>();

    private final long since;
    private boolean mayBeStored;

    /** @param line of a gathered record, without its end; null for an event that has a record of its own */
    Pending(OutgoingEvent event, byte @Nullable [] line, long number, long now) {
        this.event = event;
        this.line = line;
        this.size = event.size();
        this.number = number;
        this.hash = hash(event.partitionKey());
        this.since = now;
    }

    OutgoingEvent event() {
        return event;
    }

    byte @Nullable [] line() {
        return line;
    }

    /** What it adds to a gathered record before compression. */
    int lineSize() {
        return Objects.requireNonNull(line).length + 1;
    }

    /** Of the event with its partition key. */
    int size() {
        return size;
    }

    /** Counts up in the order of sending. */
    long number() {
        return number;
    }

    /** Decides the shard, in the order of the shards' ranges: the upper half of what Kinesis makes of the partition key. */
    long hash() {
        return hash;
    }

    CompletableFuture<Acknowledged> settled() {
        return settled;
    }

    /** When it was sent, in the clock's nanoseconds. */
    long since() {
        return since;
    }

    boolean mayBeStored() {
        return mayBeStored;
    }

    void unknownOutcome() {
        mayBeStored = true;
    }

    private static long hash(String partitionKey) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(UTF_8));
            // The hash is unsigned.
            return ByteBuffer.wrap(digest).getLong() ^ Long.MIN_VALUE;
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
