package dev.kinesislake.redrive.send;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does the same to many things at the same time. */
public final class InParallel implements AutoCloseable {

    private final ExecutorService threads;

    /** @param threads how many things at the same time */
    public InParallel(int threads) {
        this(Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "parallel");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** The same on threads that end with it. */
    public InParallel(ExecutorService threads) {
        this.threads = threads;
    }

    /** What is done to each. */
    @FunctionalInterface
    public interface Action<T, R> {
        R apply(T one) throws InterruptedException;
    }

    /**
     * What each came to, in their order. When it ends, nothing is under way any more.
     *
     * @throws RuntimeException the first that one of them threw
     */
    public <T, R> List<R> map(List<T> all, Action<T, R> each) throws InterruptedException {
        var futures = new ArrayList<Future<R>>(all.size());
        for (var one : all) {
            futures.add(threads.submit(() -> each.apply(one)));
        }
        var results = new ArrayList<R>(all.size());
        RuntimeException first = null;
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException failed) {
                first = first == null ? unchecked(failed.getCause()) : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
