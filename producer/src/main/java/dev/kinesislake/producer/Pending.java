package dev.kinesislake.producer;

import java.util.concurrent.CompletableFuture;

/** An event that the producer took and the stream has not settled yet. */
final class Pending {

    private final OutgoingEvent event;
    private final int size;
    private final long number;
    private final CompletableFuture<Acknowledged> settled = new CompletableFuture<>();

    /** When it began to wait for its call, in the clock's nanoseconds: when it was sent, or when its retry was due. */
    private long since;

    private int refusals;
    private boolean mayBeStored;

    Pending(OutgoingEvent event, long number, long now) {
        this.event = event;
        this.size = event.size();
        this.number = number;
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
}
