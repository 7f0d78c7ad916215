package dev.kinesislake.local.demo;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the two buckets hold, against what was sent. */
final class Findings {

    private final Set<Position> found = new HashSet<>();
    private final List<Position> lost = new ArrayList<>();
    private final List<Position> doubled = new ArrayList<>();
    private final List<Position> changed = new ArrayList<>();
    private final List<Position> neverSent = new ArrayList<>();
    private final Map<Reason, Integer> failed = new EnumMap<>(Reason.class);
    private final Map<String, Long> objects = new TreeMap<>();
    private final List<Duration> latencies = new ArrayList<>();
    private int inLake;
    private int givenUp;

    void object(String key, long bytes) {
        objects.put(key, bytes);
    }

    void inLake(Position position, boolean asSent, Duration latency) {
        inLake++;
        row(position, asSent, latency);
    }

    void failed(Position position, Reason reason, boolean asSent, Duration latency) {
        failed.merge(reason, 1, Integer::sum);
        row(position, asSent, latency);
    }

    private void row(Position position, boolean asSent, Duration latency) {
        latencies.add(latency);
        if (!found.add(position)) {
            doubled.add(position);
        }
        if (!asSent) {
            changed.add(position);
        }
    }

    /** Notes how many batches the event source mapping gave up: the failed bucket has their records, but not as rows. */
    void givenUp(int batches) {
        givenUp = batches;
    }

    void neverSent(Position position) {
        neverSent.add(position);
    }

    void expect(Position position) {
        if (!found.contains(position)) {
            lost.add(position);
        }
    }

    /** Every record is in one of the buckets, once, as it was sent, where it belongs; and nothing else is. */
    boolean exactlyOnce() {
        return lost.isEmpty() && doubled.isEmpty() && changed.isEmpty() && neverSent.isEmpty();
    }

    /** One line on what is wrong, or that nothing is. */
    String verdict() {
        if (exactlyOnce()) {
            return "every record is stored exactly once, as it was sent";
        }
        return "%d lost, %d doubled, %d changed or in the wrong place, %d never sent; the first: %s; batches given up: %d"
                .formatted(lost.size(), doubled.size(), changed.size(), neverSent.size(), first(), givenUp);
    }

    private Position first() {
        return List.of(lost, doubled, changed, neverSent).stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
    }

    int inLake() {
        return inLake;
    }

    Map<Reason, Integer> failed() {
        return failed;
    }

    /** Each object's size in bytes, by key. */
    Map<String, Long> objects() {
        return objects;
    }

    long bytes() {
        return objects.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The time from arrival to lake that a share of the rows stayed within. */
    Duration latency(double share) {
        if (latencies.isEmpty()) {
            return Duration.ZERO;
        }
        Collections.sort(latencies);
        return latencies.get((int) Math.min(latencies.size() - 1L, Math.round(share * latencies.size())));
    }
}
