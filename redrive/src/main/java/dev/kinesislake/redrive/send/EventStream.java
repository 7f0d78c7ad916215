package dev.kinesislake.redrive.send;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The stream, as far as a redrive uses it. */
public interface EventStream {

    /**
     * A record to put.
     *
     * @param data not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    record Entry(String partitionKey, byte[] data) {}

    /** What became of a record. */
    sealed interface PutResult {}

    /** The stream has it. */
    record Stored(String shardId, String sequenceNumber) implements PutResult {}

    /**
     * The stream doesn't have it and won't get it.
     *
     * @param retried whether another try may succeed
     */
    record Refused(String why, boolean retried) implements PutResult {}

    /** There was no answer: the stream may have it. */
    record Unknown(String why) implements PutResult {}

    /**
     * Puts records with one call that is never sent a second time by itself.
     *
     * @param until after this no request may leave this machine any more, whatever has held it up
     * @return a result each, in their order
     */
    List<PutResult> put(List<Entry> entries, Deadline until);

    /**
     * Finds records by their tokens, reading each shard up to its end as it is now.
     *
     * @param since records that arrived before are passed over
     * @return where each was found; without those that weren't
     */
    Map<UUID, Stored> find(Set<UUID> tokens, Instant since);

    /** How long the stream keeps records. */
    Duration retention();
}
