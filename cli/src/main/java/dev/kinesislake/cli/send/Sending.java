package dev.kinesislake.cli.send;

import dev.kinesislake.cli.input.EventReader;
import dev.kinesislake.cli.input.PartitionKeyPath;
import dev.kinesislake.cli.input.RawEvent;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.personal.PersonalData;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.NotAcknowledgedException;
import dev.kinesislake.producer.OutgoingEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends what readers give, and keeps account: each piece that was read is acknowledged, or a complaint, or a reject. {@link #stop}
 * may come from another thread at any moment.
 */
final class Sending {

    private final EventProducer producer;
    private final @Nullable EventDecoder decoder;
    private final @Nullable PersonalData personal;
    private final PartitionKeyPath keys;
    private final Rejects rejects;
    private final Journal journal;
    private final Complaints complaints;
    private final Runnable progress;
    private final long startedAt = System.nanoTime();

    /** Held while a piece is dealt with, so that a stop finds no piece between two places. */
    private final ReentrantLock handling = new ReentrantLock();

    private volatile long read;
    private volatile long acknowledgedBefore;
    private volatile long invalidBefore;
    private boolean complete = true;
    private volatile boolean stopped;
    private volatile @Nullable NotAcknowledgedException failure;
    private @Nullable String missing;
    private final AtomicLong notAcknowledged = new AtomicLong();

    /**
     * Prepares to send.
     *
     * @param decoder says what is valid; null sends everything as it is
     * @param personal treats events before they're sent; null sends them as they are, and needs no decoder
     * @param progress runs after each piece
     */
    Sending(
            EventProducer producer,
            @Nullable EventDecoder decoder,
            @Nullable PersonalData personal,
            PartitionKeyPath keys,
            Rejects rejects,
            Journal journal,
            Complaints complaints,
            Runnable progress) {
        this.producer = producer;
        this.decoder = decoder;
        this.personal = personal;
        this.keys = keys;
        this.rejects = rejects;
        this.journal = journal;
        this.complaints = complaints;
        this.progress = progress;
    }

    /**
     * Sends what a reader gives. When the stream has refused an event for good, the rest is only kept as rejects.
     *
     * @return the number of the first line that wasn't dealt with, 0 where all were
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts, another may look
    long send(String file, EventReader reader) throws IOException, InterruptedException {
        for (int index = 0; ; index++) {
            var piece = reader.next();
            if (piece == null) {
                return 0;
            }
            handling.lock();
            try {
                if (stopped || (failure != null && !rejects.areKept())) {
                    complete = false;
                    return piece.line();
                }
                read++;
                var id = Journal.PieceId.of(file, index, piece.bytes());
                if (!isDone(id)) {
                    handle(id, piece);
                }
            } finally {
                handling.unlock();
            }
            progress.run();
        }
    }

    /** Whether an earlier run has dealt with a piece. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts, another may look
    private boolean isDone(Journal.PieceId id) {
        var before = journal.before(id);
        if (before == null) {
            return false;
        }
        switch (before) {
            case ACKNOWLEDGED -> acknowledgedBefore++;
            case INVALID -> invalidBefore++;
            case NOT_ACKNOWLEDGED -> notAcknowledged.incrementAndGet();
        }
        return true;
    }

    private void handle(Journal.PieceId id, RawEvent piece) throws InterruptedException {
        if (piece.isCut()) {
            complaints.add(
                    id.file(),
                    piece.line(),
                    "too-large",
                    "has " + piece.length() + " bytes, too many to be held or kept as a reject",
                    null);
            return;
        }
        if (failure != null) {
            notAcknowledged(id, piece.bytes());
            return;
        }
        var data = dataOf(id.file(), piece);
        if (data == null) {
            reject(id, piece.bytes(), Journal.Outcome.INVALID);
            return;
        }
        var event = new OutgoingEvent(keys.keyOf(data), data);
        if (event.size() > EventProducer.DEFAULT_MAX_RECORD_BYTES) {
            complaints.add(
                    id.file(),
                    piece.line(),
                    "too-large",
                    "has " + event.size() + " bytes with its partition key, allowed are "
                            + EventProducer.DEFAULT_MAX_RECORD_BYTES,
                    null);
            reject(id, piece.bytes(), Journal.Outcome.INVALID);
            return;
        }
        try {
            send(id, event, piece.bytes());
        } catch (IllegalStateException givenUp) {
            notAcknowledged(id, piece.bytes());
        }
    }

    /** @param piece as it was read, which is kept where it isn't acknowledged: to be treated when it's sent again */
    private void send(Journal.PieceId id, OutgoingEvent event, byte[] piece) throws InterruptedException {
        var unused = producer.send(event).whenComplete((acknowledged, refused) -> {
            if (refused instanceof NotAcknowledgedException given) {
                notAcknowledged(id, piece);
                giveUp(given);
            } else {
                journal.addAcknowledged(id);
            }
        });
    }

    private void notAcknowledged(Journal.PieceId id, byte[] event) {
        notAcknowledged.incrementAndGet();
        reject(id, event, Journal.Outcome.NOT_ACKNOWLEDGED);
    }

    /** A kill between the two steps leaves an event that the journal doesn't know: the next run keeps it again. */
    private void reject(Journal.PieceId id, byte[] event, Journal.Outcome outcome) {
        if (rejects.add(event)) {
            journal.addRejected(id, outcome, rejects.bytes());
        }
    }

    /** What is sent of a piece; null where it's invalid. */
    private byte @Nullable [] dataOf(String file, RawEvent piece) {
        if (decoder == null) {
            return piece.bytes();
        }
        var record = new UserRecord(new Position("", "", null), "", Instant.EPOCH, piece.bytes());
        var decoded = decoder.decode(record);
        if (decoded instanceof Decoded.Invalid invalid) {
            complaints.add(file, piece.line(), invalid.reason().label(), invalid.detail(), invalid.path());
            return null;
        }
        if (personal == null) {
            return piece.bytes();
        }
        var event = personal.treat(((Decoded.Valid) decoded).event());
        return Arrays.copyOfRange(event.bytes(), event.start(), event.end());
    }

    private void giveUp(NotAcknowledgedException refused) {
        if (failure == null) {
            failure = refused;
            // What the stream refuses for good, or for minutes, it refuses for all that is left.
            producer.giveUp();
        }
    }

    /** Lets no more be read. */
    void stop() {
        stopped = true;
    }

    /** Why the stream took no more, null where it took everything. */
    @Nullable NotAcknowledgedException failure() {
        return failure;
    }

    /** What could not be read to its end. */
    void unreadable() {
        complete = false;
    }

    /** Why the rejects or the journal miss something, null where they don't; known when it's finished. */
    @Nullable String missing() {
        return missing;
    }

    /** Waits until everything that was read has its answer, and ends the producer, the rejects and the journal. */
    Summary finish() {
        handling.lock();
        try {
            producer.close();
            // The journal of rejects that aren't complete stays: the same call again keeps what is missing.
            var ofRejects = rejects.end();
            var ofJournal = journal.end(complete && !stopped && ofRejects == null);
            missing = ofRejects == null ? ofJournal : ofRejects;
            complaints.end();
            return summary();
        } finally {
            handling.unlock();
        }
    }

    /** What became of the input so far. */
    Summary summary() {
        return new Summary(
                read,
                complaints.count() + invalidBefore,
                notAcknowledged.get(),
                acknowledgedBefore,
                producer.counters(),
                complete && !stopped,
                Duration.ofNanos(System.nanoTime() - startedAt));
    }
}
