package dev.kinesislake.local.chaos;

import dev.kinesislake.local.chaos.Fault.OfProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the PUTs of one invocation meet with. The function sends them in parallel; for the faults to strike the same ones whichever
 * thread is faster, the plan waits for all of them and then deals out the fates in the order of the keys.
 */
final class PutPlan {

    /** In real time, for a function that sends fewer objects than its batch has partitions. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int expected;
    private final List<Fault.OfPut> faults;
    private final @Nullable OfProcess death;
    private final TreeSet<String> arrived = new TreeSet<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Duration> taken = new HashMap<>();
    private final Map<Fate, Integer> struck = new TreeMap<>();
    private boolean dealt;

    /** @param expected how many objects the function will send */
    PutPlan(int expected, List<? extends Fault> faults) {
        this.expected = expected;
        this.faults = faults.stream()
                .filter(Fault.OfPut.class::isInstance)
                .map(Fault.OfPut.class::cast)
                .toList();
        this.death = faults.stream()
                .filter(OfProcess.class::isInstance)
                .map(OfProcess.class::cast)
                .findFirst()
                .orElse(null);
    }

    @Nullable OfProcess death() {
        return death;
    }

    /**
     * What the next attempt at an object meets with.
     *
     * @return null if the function's process has died: {@link #isStoredAtDeath} says whether the object was stored by then
     */
    synchronized @Nullable Fate next(String name) {
        await(name);
        if (death != null) {
            return null;
        }
        int attempt = attempts.merge(name, 1, Integer::sum) - 1;
        var fates = fatesOf(name);
        var fate = attempt < fates.size() ? fates.get(attempt) : Fate.STORED;
        taken.merge(name, fate.takes(), Duration::plus);
        if (fate != Fate.STORED) {
            struck.merge(fate, 1, Integer::sum);
        }
        return fate;
    }

    synchronized boolean isStoredAtDeath(String name) {
        return death != null && (death.stored() >>> (indexOf(name) % Integer.SIZE) & 1) == 1;
    }

    /** How long the function has been at an object. */
    synchronized Duration taken(String name) {
        return taken.getOrDefault(name, Duration.ZERO);
    }

    /** How long the function has been at all of its objects. */
    synchronized Duration taken() {
        return taken.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    synchronized Map<Fate, Integer> struck() {
        return Map.copyOf(struck);
    }

    private void await(String name) {
        if (dealt || (faults.isEmpty() && death == null)) {
            return;
        }
        arrived.add(name);
        if (arrived.size() >= expected) {
            dealt = true;
            notifyAll();
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!dealt) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    dealt = true;
                    notifyAll();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            dealt = true;
        }
    }

    private List<Fate> fatesOf(String name) {
        if (arrived.isEmpty()) {
            return List.of();
        }
        int index = indexOf(name);
        return faults.stream()
                .filter(fault -> fault.object() % Math.max(1, arrived.size()) == index)
                .findFirst()
                .map(Fault.OfPut::fates)
                .orElse(List.of());
    }

    private int indexOf(String name) {
        return arrived.headSet(name).size();
    }
}
