package dev.kinesislake.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads run one at a time, in an order that the seed decides, by a clock that nobody waits for: time passes when all of them
 * wait. A thread runs until it waits here, so whatever happens in between happens at one moment, and the same seed plays the same
 * again.
 *
 * <p>The thread that makes the stage is on it. Others come by {@link #thread}.
 */
final class Stage implements InstantSource {

    /** More turns than any story takes that comes to an end. */
    private static final int MOST_TURNS = 200_000;

    /** Who a thread is on its stage; it has no other one. */
    private static final ThreadLocal<@Nullable Actor> SELF = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Actor> actors = new ArrayList<>();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final SplittableRandom dice;
    private final Actor first;
    private volatile Instant now;
    private @Nullable Actor onStage;
    private int turns;
    private int made;
    private final AtomicInteger ended = new AtomicInteger();

    Stage(Instant start, long seed) {
        now = start;
        dice = new SplittableRandom(seed);
        first = enroll();
        first.waiting = false;
        onStage = first;
        SELF.set(first);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** A thread that begins when it's its turn. */
    Thread thread(Runnable work) {
        lock.lock();
        try {
            var actor = enroll();
            var thread = new Thread(() -> act(actor, work));
            thread.setDaemon(true);
            return thread;
        } finally {
            lock.unlock();
        }
    }

    /** How many threads have come to their end. */
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
        var me = Objects.requireNonNull(SELF.get(), "This thread is on no stage");
        lock.lockInterruptibly();
        try {
            if (onStage != me) {
                throw new InterruptedException("This thread was told to end");
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

    private void takeTurn(Actor me) throws InterruptedException {
        try {
            while (onStage != me) {
                me.turn.await();
            }
        } catch (InterruptedException told) {
            // It comes to its end beside the stage, where nothing it does can change the play.
            me.waiting = false;
            throw told;
        }
        if (me == first && turns > MOST_TURNS) {
            throw new IllegalStateException("no end after " + MOST_TURNS + " turns, at " + now);
        }
    }

    private void act(Actor me, Runnable work) {
        SELF.set(me);
        lock.lock();
        try {
            takeTurn(me);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        try {
            work.run();
        } finally {
            leave(me);
        }
    }

    private void leave(Actor me) {
        lock.lock();
        try {
            actors.remove(me);
            ended.incrementAndGet();
            if (onStage == me) {
                next();
            }
        } finally {
            lock.unlock();
        }
    }

    private Actor enroll() {
        var actor = new Actor(lock.newCondition(), now);
        actors.add(actor);
        return actor;
    }

    /** Gives the stage to one of those who can go on, and lets time pass until there is one. */
    private void next() {
        turns++;
        var ready = new ArrayList<Actor>();
        while (true) {
            for (var actor : actors) {
                if (actor.waiting && (!actor.until.isAfter(now) || actor.condition.getAsBoolean())) {
                    ready.add(actor);
                }
            }
            if (turns > MOST_TURNS && first.waiting) {
                ready.clear();
                ready.add(first);
            }
            if (!ready.isEmpty()) {
                var chosen = ready.get(ready.size() == 1 ? 0 : dice.nextInt(ready.size()));
                chosen.waiting = false;
                onStage = chosen;
                chosen.turn.signal();
                return;
            }
            letTimePass();
        }
    }

    private void letTimePass() {
        var earliest = actors.stream()
                .filter(actor -> actor.waiting)
                .map(actor -> actor.until)
                .min(Instant::compareTo)
                .orElseThrow(() -> new IllegalStateException("Nobody is left to go on"));
        var task = tasks.peek();
        if (task != null && !task.moment.isAfter(earliest)) {
            tasks.remove();
            now = task.moment.isAfter(now) ? task.moment : now;
            task.work.run();
        } else {
            now = earliest;
        }
    }

    private static final class Actor {

        private final Condition turn;
        private BooleanSupplier condition = () -> true;
        private Instant until;
        private boolean waiting = true;

        Actor(Condition turn, Instant until) {
            this.turn = turn;
            this.until = until;
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
