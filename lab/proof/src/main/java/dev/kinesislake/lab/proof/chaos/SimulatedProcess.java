package dev.kinesislake.lab.proof.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process that seals or erases, once. Its requests to S3 and the catalogue are counted, and meet with the faults of their numbers. */
final class SimulatedProcess {

    private static final ThreadLocal<@Nullable SimulatedProcess> CURRENT = new ThreadLocal<>();

    private final VirtualScheduler scheduler;
    private final SimulatedS3 s3;
    private final S3State state;
    private final Map<Integer, Fault.OfRequest> faults;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> struck = new TreeMap<>();
    private int requests;
    private boolean isDead;

    /** Ends what the process does. */
    static final class Killed extends Error {
        Killed() {
            super("the process is dead", null, false, false);
        }
    }

    /** What a request does. */
    @FunctionalInterface
    interface Effect<T> {
        T happen();
    }

    /** For the current thread. */
    SimulatedProcess(
            VirtualScheduler scheduler, SimulatedS3 s3, S3State state, List<? extends Fault.OfRequest> faults) {
        this.scheduler = scheduler;
        this.s3 = s3;
        this.state = state;
        this.faults = faults.stream().collect(Collectors.toMap(Fault.OfRequest::request, fault -> fault, (a, b) -> a));
        this.threads.add(Thread.currentThread());
        CURRENT.set(this);
    }

    /** Does some of the process's work on the current thread, one more of its own. */
    void work(Runnable work) {
        threads.add(Thread.currentThread());
        try {
            work.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /** The process that the current thread began last. */
    static SimulatedProcess current() {
        return requireNonNull(CURRENT.get(), "this thread is no process");
    }

    /** A request of the SDK's. */
    S3Answer send(S3Request request) throws IOException {
        Effect<S3Answer> effect = () -> s3.handle(request, now());
        try {
            return request(effect, UncheckedIOException::new, request.method().equals("PUT") ? effect : null);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    Instant now() {
        return scheduler.instant();
    }

    /** What has struck it, with how often. */
    Map<String, Integer> struck() {
        return struck;
    }

    /** A request that can be told from none at all only by its answer. */
    <T> T read(Effect<T> effect) {
        return request(effect, UncheckedIOException::new, null);
    }

    /** The same of one that changes something, which may be carried out though it fails. */
    void write(Runnable effect) {
        Effect<Boolean> done = () -> {
            effect.run();
            return true;
        };
        request(done, UncheckedIOException::new, done);
    }

    /**
     * A request.
     *
     * @param failure what the process gets to know of one that fails
     * @param later what is carried out when the process hears of a failure first; null where it changes nothing
     */
    <T> T request(Effect<T> now, Function<IOException, RuntimeException> failure, @Nullable Effect<?> later) {
        if (!threads.contains(Thread.currentThread())) {
            return now.happen(); // a thread of Iceberg's, for which the process's thread waits
        }
        pause(state.latency(scheduler.instant()));
        var fault = faults.get(++requests);
        if (state.outage(scheduler.instant()) != null) {
            strike("outage");
            throw failure.apply(new IOException("S3 is out of order"));
        }
        if (fault == null) {
            return now.happen();
        }
        strike(fault.outcome().words());
        switch (fault.outcome()) {
            case KILLED -> throw die();
            case KILLED_DONE -> {
                late(now);
                throw die();
            }
            case FAILED -> throw failure.apply(new IOException("a planned fault"));
            case FAILED_DONE -> {
                now.happen();
                throw failure.apply(new IOException("a planned fault"));
            }
            case FAILED_LATE -> {
                if (later != null) {
                    scheduler.at(scheduler.instant().plus(fault.lateness()), () -> late(later));
                }
                throw failure.apply(new IOException("a planned fault"));
            }
            case SLOW -> pause(fault.lateness());
        }
        return now.happen();
    }

    /** Nobody hears what comes of it. */
    private static void late(Effect<?> effect) {
        try {
            effect.happen();
        } catch (RuntimeException refused) {
            // as if it had not been sent
        }
    }

    private Killed die() {
        isDead = true;
        return new Killed();
    }

    /** Waits, unless it is dead by then. */
    void pause(Duration duration) {
        if (isDead) {
            throw new Killed();
        }
        try {
            scheduler.pause(duration);
        } catch (InterruptedException over) {
            throw die();
        }
        if (isDead) {
            throw new Killed();
        }
    }

    private void strike(String what) {
        struck.merge(what, 1, Integer::sum);
    }
}
