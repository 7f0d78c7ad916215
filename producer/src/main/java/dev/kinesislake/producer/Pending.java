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
    private final int size;
    private final long number;
    private final long hash;
    private final CompletableFuture<Acknowledged> settled = new CompletableFuture<>();

    /** When it began to wait for its call, in the clock's nanoseconds: when it was sent, or when its retry was due. */
    private long since;

    private @Nullable Lane lane;
    private int refusals;
    private boolean mayBeStored;

    Pending(OutgoingEvent event, long number, long now) {
        this.event = event;
        this.size = event.size();
        this.number = number;
        this.hash = hash(event.partitionKey());
        this.since = now;
    }

    OutgoingEvent event() {
        return event;
    }

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

    /** Where it waited last to be sent. */
    Lane lane() {
        return Objects.requireNonNull(lane);
    }

    CompletableFuture<Acknowledged> settled() {
        return settled;
    }

    long since() {
        return since;
    }

    int refusals() {
        return refusals;
    }

    boolean mayBeStored() {
        return mayBeStored;
    }

    void unknownOutcome() {
        mayBeStored = true;
    }

    void refused() {
        refusals++;
    }

    void dueAt(long nanos) {
        since = nanos;
    }

    void joins(Lane lane) {
        this.lane = lane;
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
