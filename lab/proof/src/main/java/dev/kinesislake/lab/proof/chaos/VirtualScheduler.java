package dev.kinesislake.lab.proof.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs threads one at a time, in an order that the seed decides, by a virtual clock: time passes when all of them wait. A thread runs
 * until it waits here, so all that happens in between happens at one moment, and the same seed gives the same run again.
 *
 * <p>The thread that makes the scheduler is its first. Others come by {@link #thread} and {@link #run}.
 */
final class VirtualScheduler implements InstantSource {

    /** More turns than any scenario takes that comes to an end. */
    private static final int MAX_TURNS = 1_000_000;

    /** What {@link #run} runs on. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(VirtualScheduler::daemon);

    /** Who a thread is on its scheduler. */
    private static final ThreadLocal<@Nullable Actor> SELF = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final List<Actor> actors = new ArrayList<>();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final SplittableRandom dice;
    private final Actor first;
    private volatile Instant now;
    private @Nullable Actor running;
    private boolean closed;
    private int turns;
    private int made;
    private final AtomicInteger ended = new AtomicInteger();

    VirtualScheduler(Instant start, long seed) {
        now = start;
        dice = new SplittableRandom(seed);
        first = enroll();
        first.waiting = false;
        running = first;
        SELF.set(first);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The scheduler that the current thread runs on. */
    static VirtualScheduler current() {
        return self().scheduler();
    }

    private static Actor self() {
        return Objects.requireNonNull(SELF.get(), "This thread is on no scheduler");
    }

    /** A thread that begins when it's its turn, and is ended by an interrupt. */
    Thread thread(Runnable work) {
        lock.lock();
        try {
            var actor = enroll();
            actor.counts = true;
            return daemon(() -> act(actor, work));
        } finally {
            lock.unlock();
        }
    }

    /** Work of a thread of its own, which begins when it's its turn. */
    void run(Runnable work) {
        lock.lock();
        try {
            var actor = enroll();
            THREADS.execute(() -> act(actor, work));
        } finally {
            lock.unlock();
        }
    }

    /** How many threads of {@link #thread} have come to their end. */
    int ended() {
        return ended.get();
    }

    /** Something that happens when time has come to a moment. */
    void at(Instant moment, Runnable task) {
        lock.lock();
        try {
            tasks.add(new Task(moment, made++, task));
        } finally {
            lock.unlock();
        }
    }

    void pause(Duration duration) throws InterruptedException {
        await(() -> false, duration);
    }

    /** Waits for a condition that only others can make true, or for the time to be up; returns whether it is true. */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        var me = self();
        lock.lockInterruptibly();
        try {
            if (running != me || closed) {
                throw new InterruptedException("This thread is to end");
            }
            me.condition = condition;
            me.until = now.plus(atMost);
            me.waiting = true;
            next();
            takeTurn(me);
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all threads but the first: whatever they wait for is interrupted. */
    void close() {
        lock.lock();
        try {
            closed = true;
            actors.forEach(actor -> actor.turn.signal());
            while (actors.size() > 1) {
                left.awaitUninterruptibly();
            }
            SELF.remove();
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn(Actor me) throws InterruptedException {
        try {
            while (running != me) {
                if (closed) {
                    throw new InterruptedException("The scheduler is closed");
                }
                me.turn.await();
            }
        } catch (InterruptedException stop) {
            // It ends beside the scheduler, where nothing that it does changes the run.
            me.waiting = false;
            throw stop;
        }
        if (me == first && turns > MAX_TURNS) {
            throw new IllegalStateException("no end after " + MAX_TURNS + " turns, at " + now);
        }
    }

    private void act(Actor me, Runnable work) {
        SELF.set(me);
        boolean begins = true;
        lock.lock();
        try {
            takeTurn(me);
        } catch (InterruptedException stop) {
            // A thread of its own is interrupted before it begins; a pool's thread has nothing to do any more.
            begins = !closed;
            if (begins) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
        try {
            if (begins) {
                work.run();
            }
        } finally {
            SELF.remove();
            leave(me);
        }
    }

    private void leave(Actor me) {
        lock.lock();
        try {
            actors.remove(me);
            left.signalAll();
            if (me.counts) {
                ended.incrementAndGet();
            }
            if (running == me && !closed) {
                next();
            }
        } finally {
            lock.unlock();
        }
    }

    private Actor enroll() {
        var actor = new Actor(this, lock.newCondition(), now);
        actors.add(actor);
        return actor;
    }

    /** Gives the turn to one of those who can go on, and lets time pass until there is one. */
    private void next() {
        turns++;
        var ready = new ArrayList<Actor>();
        while (true) {
            for (var actor : actors) {
                if (actor.waiting && (!actor.until.isAfter(now) || actor.condition.getAsBoolean())) {
                    ready.add(actor);
                }
            }
            if (turns > MAX_TURNS && first.waiting) {
                ready.clear();
                ready.add(first);
            }
            if (!ready.isEmpty()) {
                var chosen = ready.get(ready.size() == 1 ? 0 : dice.nextInt(ready.size()));
                chosen.waiting = false;
                running = chosen;
                chosen.turn.signal();
                return;
            }
            letTimePass();
        }
    }

    private void letTimePass() {
        Instant earliest = null;
        for (var actor : actors) {
            if (actor.waiting && (earliest == null || actor.until.isBefore(earliest))) {
                earliest = actor.until;
            }
        }
        if (earliest == null) {
            throw new IllegalStateException("No thread is left to go on");
        }
        var task = tasks.peek();
        if (task != null && !task.moment.isAfter(earliest)) {
            tasks.remove();
            now = task.moment.isAfter(now) ? task.moment : now;
            task.work.run();
        } else {
            now = earliest;
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "scheduled");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Actor {

        private final VirtualScheduler scheduler;
        private final Condition turn;
        private BooleanSupplier condition = () -> true;
        private Instant until;
        private boolean waiting = true;
        private boolean counts;

        Actor(VirtualScheduler scheduler, Condition turn, Instant until) {
            this.scheduler = scheduler;
            this.turn = turn;
            this.until = until;
        }

        VirtualScheduler scheduler() {
            return scheduler;
        }
    }

    private record Task(Instant moment, int order, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byMoment = moment.compareTo(other.moment);
            return byMoment != 0 ? byMoment : Integer.compare(order, other.order);
        }
    }
}
