package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A clock that nobody has to wait for. Where it stands still, whoever waits for a moment waits for the test to move the clock;
 * where it passes, waiting itself moves the clock, and what the test planned for the time in between happens. A pause always
 * passes at once.
 */
final class FakeTime implements InstantSource, MappingTiming.Pause {

    static final Instant START = Instant.parse("2026-11-23T11:33:31.123Z");

    private record Planned(Instant at, Runnable task) {}

    private final boolean passes;
    private final PriorityQueue<Planned> plan =
            new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;

    private FakeTime(boolean passes) {
        this.passes = passes;
    }

    static FakeTime standing() {
        return new FakeTime(false);
    }

    static FakeTime passing() {
        return new FakeTime(true);
    }

    MappingTiming timing() {
        return new MappingTiming(
                this,
                this,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                Duration.ofSeconds(20),
                MappingTiming.REAL.threads());
    }

    synchronized void after(Duration wait, Runnable task) {
        plan.add(new Planned(now.plus(wait), task));
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
        notifyAll();
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        advance(duration);
    }

    synchronized boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        var end = now.plus(atMost);
        while (!condition.getAsBoolean()) {
            if (!now.isBefore(end)) {
                return false;
            }
            if (passes) {
                passUntil(end);
            } else {
                wait();
            }
        }
        return true;
    }

    private void passUntil(Instant end) {
        var next = plan.peek();
        if (next == null || next.at().isAfter(end)) {
            now = end;
        } else {
            plan.remove();
            now = next.at();
            next.task().run();
        }
    }

    synchronized void changed(Runnable change) {
        change.run();
        notifyAll();
    }
}
