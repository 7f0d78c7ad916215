package dev.kinesislake.function.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Stores the objects of a batch, several at the same time, while the caller's thread encodes the next ones. Encoding is the processor's
 * work alone, of which a function of less than 1,769 MB has no second one, and where the rows were decoded they are still at hand.
 */
public final class ParallelPuts {

    private final ObjectStore store;
    private final Semaphore room;
    private final ExecutorService threads;

    /**
     * Starts the threads, which live as long as the execution environment.
     *
     * @param parallelism how many objects are in memory and on their way at the same time
     */
    public ParallelPuts(ObjectStore store, int parallelism) {
        this(store, new Semaphore(parallelism), Executors.newFixedThreadPool(parallelism, task -> {
            var thread = new Thread(task, "put");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /**
     * The same on threads of the caller's choice.
     *
     * @param room a permit for each object in memory
     */
    public ParallelPuts(ObjectStore store, Semaphore room, ExecutorService threads) {
        this.store = store;
        this.room = room;
        this.threads = threads;
    }

    /**
     * Stores all objects, or fails. Either way no PUT is on its way any more when this ends: one that came late could overwrite what
     * a retry has stored in the meantime.
     *
     * @param objects each encodes one when it's its turn
     * @param timeLeft how long the batch may still take
     * @return how many bytes were stored
     * @throws StoreException the first failure; objects that hadn't been begun by then are not stored
     */
    public long storeAll(List<Callable<StoredObject>> objects, Supplier<Duration> timeLeft) throws StoreException {
        var failed = new AtomicBoolean();
        var puts = new ArrayList<Future<Long>>(objects.size());
        for (var object : objects) {
            room.acquireUninterruptibly();
            if (failed.get()) {
                room.release();
                break;
            }
            puts.add(begin(object, timeLeft, failed));
        }
        long bytes = 0;
        Throwable first = null;
        for (var put : puts) {
            try {
                bytes += put.get();
            } catch (ExecutionException failure) {
                first = first == null ? failure.getCause() : first;
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted: the runtime never does that", stop);
            }
        }
        if (first instanceof StoreException outage) {
            throw outage;
        }
        if (first != null) {
            throw new IllegalStateException("can't encode an object", first);
        }
        return bytes;
    }

    private Future<Long> begin(Callable<StoredObject> object, Supplier<Duration> timeLeft, AtomicBoolean failed) {
        try {
            var encoded = object.call();
            return threads.submit(() -> put(encoded, timeLeft, failed));
        } catch (Throwable failure) {
            failed.set(true);
            room.release();
            return CompletableFuture.failedFuture(failure);
        }
    }

    private long put(StoredObject object, Supplier<Duration> timeLeft, AtomicBoolean failed) throws StoreException {
        try {
            var atMost = timeLeft.get();
            if (atMost.isNegative() || atMost.isZero()) {
                throw new StoreException("no time left to store in " + object.bucket(), null);
            }
            store.put(object, atMost);
            return object.body().length;
        } catch (Throwable failure) {
            failed.set(true);
            throw failure;
        } finally {
            room.release();
        }
    }
}
