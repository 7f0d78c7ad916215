package dev.kinesislake.lab.aws.scheduler;

import dev.kinesislake.lab.aws.http.ErrorLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is due. A schedule without a start begins at once ("Schedule types" of the EventBridge Scheduler User Guide), each run is a thread's of
 * its own, and nothing is due until {@link #start}. Safe for use by many threads.
 */
public final class Scheduler implements AutoCloseable {

    private static final ErrorLog LOG = ErrorLog.of(Scheduler.class);

    private final InstantSource clock;
    private final ExecutorService runs = Executors.newCachedThreadPool(Scheduler::daemon);
    private final Map<String, Entry> entries = new HashMap<>();
    private @Nullable Thread ticker;

    public Scheduler(InstantSource clock) {
        this.clock = clock;
    }

    /** What a schedule does. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    private record Entry(Rate rate, Work work, Instant next) {}

    /** Adds a schedule, or changes the one of this id. */
    public synchronized void put(String id, Rate rate, Work work) {
        var before = entries.get(id);
        var next = before != null && before.rate().equals(rate) ? before.next() : clock.instant();
        entries.put(id, new Entry(rate, work, next));
    }

    public synchronized void remove(String id) {
        entries.remove(id);
    }

    /** Takes what is due by now out, and each of it again for its next time. */
    synchronized List<Work> due() {
        var now = clock.instant();
        var due = new ArrayList<Work>();
        entries.replaceAll((id, entry) -> {
            if (entry.next().isAfter(now)) {
                return entry;
            }
            due.add(entry.work());
            return new Entry(entry.rate(), entry.work(), now.plus(entry.rate().every()));
        });
        return due;
    }

    /** Runs what is due, one after the other, and waits for it. */
    public void runDue() throws InterruptedException {
        for (var work : due()) {
            work.run();
        }
    }

    /** Begins to run what is due. */
    public synchronized void start() {
        if (ticker == null) {
            ticker = daemon(this::keepTicking);
            ticker.start();
        }
    }

    private void keepTicking() {
        try {
            while (true) {
                due().forEach(work -> runs.execute(() -> run(work)));
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException stopped) {
            // Closed.
        }
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.error("a schedule's run failed", failed);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "schedules");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        if (ticker != null) {
            ticker.interrupt();
        }
        runs.shutdownNow();
    }
}
