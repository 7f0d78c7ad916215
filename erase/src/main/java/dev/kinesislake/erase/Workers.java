package dev.kinesislake.erase;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at the same time, and waits for all of them. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;
    private final ArrayList<Future<?>> underWay = new ArrayList<>();

    Workers(int parallel) {
        threads = Executors.newFixedThreadPool(parallel, task -> {
            var thread = new Thread(task, "erase");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Something to do. */
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    void submit(Task task) {
        underWay.add(threads.submit(() -> {
            task.run();
            return null;
        }));
    }

    /** Waits until all is done; throws the first that went wrong. */
    void await() throws InterruptedException {
        for (var task : underWay) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException wrong) {
                    throw wrong;
                }
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
        underWay.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
