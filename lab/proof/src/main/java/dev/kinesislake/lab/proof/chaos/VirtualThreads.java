package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.ParallelPuts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The threads that a function's PUTs run on: those of the scheduler that its invocation runs on. */
class VirtualThreads extends AbstractExecutorService {

    private static final Duration LONG = Duration.ofDays(1);

    /** A function's PUTs, so many at a time. */
    static ParallelPuts puts(ObjectStore store, int parallelism) {
        return new ParallelPuts(store, new Room(parallelism), new VirtualThreads());
    }

    @Override
    public void execute(Runnable put) {
        var invocation = Invocation.current();
        VirtualScheduler.current().run(() -> invocation.work(put));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> put) {
        return new FutureTask<>(put) {
            @Override
            public T get() throws InterruptedException, ExecutionException {
                while (!isDone()) {
                    VirtualScheduler.current().await(this::isDone, LONG);
                }
                return super.get();
            }
        };
    }

    @Override
    public void shutdown() {
        // it has no threads of its own
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    static final class Room extends Semaphore {

        Room(int permits) {
            super(permits);
        }

        @Override
        public void acquireUninterruptibly() {
            try {
                while (!tryAcquire()) {
                    VirtualScheduler.current().await(() -> availablePermits() > 0, LONG);
                }
            } catch (InterruptedException stop) {
                throw new IllegalStateException("the scenario is over", stop);
            }
        }
    }
}
