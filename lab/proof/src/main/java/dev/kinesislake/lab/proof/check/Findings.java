package dev.kinesislake.lab.proof.check;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the two buckets hold, against what the stream accepted. */
public final class Findings {

    private final Map<Position, Integer> places = new HashMap<>();
    private final Set<Position> discarded = new HashSet<>();
    private final List<Position> lost = new ArrayList<>();
    private final List<Position> doubled = new ArrayList<>();
    private final List<Position> changed = new ArrayList<>();
    private final List<Position> neverSent = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Position> notErased = new ArrayList<>();
    private final List<DiscardedBatch> batches = new ArrayList<>();
    private final Map<Reason, Integer> failed = new EnumMap<>(Reason.class);
    private final Map<String, Long> objects = new TreeMap<>();
    private final List<Duration> latencies = new ArrayList<>();
    private int inLake;
    private int superseded;

    void object(String key, long bytes) {
        objects.put(key, bytes);
    }

    void unreadable(String what) {
        unreadable.add(what);
    }

    void inLake(Duration latency) {
        inLake++;
        latencies.add(latency);
    }

    void failed(Reason reason, Duration latency) {
        failed.merge(reason, 1, Integer::sum);
        latencies.add(latency);
    }

    /** A row that stays where it is. */
    void stays(Position position) {
        places.merge(position, 1, Integer::sum);
    }

    /** A row of an object that the redrive of a discarded batch will overwrite. */
    void isSuperseded() {
        superseded++;
    }

    void changed(Position position) {
        changed.add(position);
    }

    void neverSent(Position position) {
        neverSent.add(position);
    }

    void batch(DiscardedBatch batch) {
        batches.add(batch);
    }

    /** A record of a discarded batch; it may be in several, if it was delivered again in between. */
    void discarded(Position position) {
        if (discarded.add(position)) {
            places.merge(position, 1, Integer::sum);
        }
    }

    void expect(Position position, Expected expected) {
        int count = places.getOrDefault(position, 0);
        if (count == 0 && expected == Expected.ONCE) {
            lost.add(position);
        } else if (count > 0 && expected == Expected.NOWHERE) {
            notErased.add(position);
        } else if (count > 1) {
            doubled.add(position);
        }
    }

    /** Every record is a row in one of the buckets, once, as it was sent, where it belongs; and nothing else is there. */
    public boolean exactlyOnce() {
        return exactlyOnceWhenRedriven() && discarded.isEmpty() && superseded == 0;
    }

    /**
     * Every record is a row, or in a discarded batch, and the redrive of these batches makes it exactly one row: what a batch left in
     * objects before it was discarded is then overwritten.
     */
    public boolean exactlyOnceWhenRedriven() {
        return lost.isEmpty()
                && doubled.isEmpty()
                && changed.isEmpty()
                && neverSent.isEmpty()
                && unreadable.isEmpty()
                && notErased.isEmpty();
    }

    /** One line on what is wrong, or that nothing is. */
    public String verdict() {
        if (exactlyOnce()) {
            return "every record is stored exactly once, as it was sent";
        }
        return "%d lost, %d doubled, %d changed or in the wrong place, %d never sent, %d not erased, %d objects unreadable; the first: %s; %d in %d discarded batches"
                .formatted(
                        lost.size(),
                        doubled.size(),
                        changed.size(),
                        neverSent.size(),
                        notErased.size(),
                        unreadable.size(),
                        first(),
                        discarded.size(),
                        batches.size());
    }

    private Object first() {
        for (var wrong : List.of(lost, doubled, changed, neverSent, notErased)) {
            if (!wrong.isEmpty()) {
                return wrong.get(0);
            }
        }
        return unreadable.isEmpty() ? "none" : unreadable.get(0);
    }

    /** Batches that wait for their redrive. */
    public List<DiscardedBatch> batches() {
        return batches;
    }

    public int inLake() {
        return inLake;
    }

    public Map<Reason, Integer> failed() {
        return failed;
    }

    /** Each object's size in bytes, by key. */
    public Map<String, Long> objects() {
        return objects;
    }

    public long bytes() {
        return objects.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The time from arrival to lake that a share of the rows stayed within. */
    public Duration latency(double share) {
        if (latencies.isEmpty()) {
            return Duration.ZERO;
        }
        Collections.sort(latencies);
        return latencies.get((int) Math.min(latencies.size() - 1L, Math.round(share * latencies.size())));
    }
}
