package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of a shard's pollers: a thread that reads its records and processes them batch after batch. */
final class Lane {

    private final String name;
    private final LaneReader reader;
    private final BatchProcessor processor;
    private final MappingTiming timing;
    private final MappingStatus status;
    private final WorkGuard guard;
    private volatile long progress;
    private volatile int inFlight;
    private volatile boolean complete;
    private @Nullable Thread thread;

    /** What makes a lane's reader, which has to tell the lane how far it has come. */
    @FunctionalInterface
    interface ReaderOf {
        LaneReader make(Lane lane);
    }

    Lane(
            String name,
            long from,
            ReaderOf reader,
            BatchProcessor processor,
            MappingTiming timing,
            MappingStatus status,
            WorkGuard guard) {
        this.name = name;
        this.progress = from;
        this.reader = reader.make(this);
        this.processor = processor;
        this.timing = timing;
        this.status = status;
        this.guard = guard;
    }

    void start() {
        var started = timing.threads().newThread(this::run);
        started.setName(name);
        thread = started;
        guard.enter(started);
        started.start();
    }

    /** The offset below which all of the lane's records are done. */
    long progress() {
        return progress;
    }

    void advanceTo(long offset) {
        if (offset != progress) {
            progress = offset;
            status.changed.fire();
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** Whether the shard is closed and the lane is done with it. */
    boolean isComplete() {
        return complete;
    }

    void stop() {
        guard.stop();
    }

    /** Waits until the stopped lane's thread has ended; after the grace, its work is interrupted. */
    void awaitStopped(Duration grace) throws InterruptedException {
        if (thread != null) {
            guard.abandon(thread, grace);
            thread.join();
        }
    }

    private void run() {
        var failures = 0;
        try {
            while (!guard.isStopped()) {
                try {
                    if (!runOnce()) {
                        complete = true;
                        return;
                    }
                    failures = 0;
                } catch (RuntimeException | Error e) {
                    // An OutOfMemoryError passes, and a shard without its lane would wait for ever.
                    failures++;
                    status.problem("internal error in " + name + ": " + e);
                    timing.pause().pause(timing.backoff(failures));
                }
            }
        } catch (InterruptedException e) {
            // Asked to stop: what isn't done stays for the successor.
        } finally {
            guard.leave();
            inFlight = 0;
            status.changed.fire();
            status.laneEnded.fire();
        }
    }

    private boolean runOnce() throws InterruptedException {
        reader.seek(progress);
        var batch = reader.next();
        if (batch == null) {
            return false;
        }
        left(batch);
        processor.process(batch, this::left);
        inFlight = 0;
        advanceTo(reader.offset());
        return true;
    }

    private void left(Batch batch) {
        inFlight = batch.size();
        advanceTo(batch.firstOffset());
    }
}
