package dev.kinesislake.redrive.mark;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;

/** How far the redrive of a row has come. */
public sealed interface RowState {

    /**
     * Nobody has a claim that isn't settled.
     *
     * @param nextAttempt counts from 1
     */
    record Free(int nextAttempt) implements RowState {}

    /**
     * Somebody has claimed it, and perhaps sent.
     *
     * @param claimedAt by the bucket's clock
     */
    record Open(Position row, int attempt, Claim claim, Instant claimedAt) implements RowState {}

    /** It is on the stream again. */
    record Sent() implements RowState {}
}
