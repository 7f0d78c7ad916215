package dev.kinesislake.producer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way, and which records the next call takes. Of each partition key only the oldest record is ever tried: PutRecords
 * goes on after a record that it refuses, so two records of a key in one call, or in two, could change places. Of each shard only
 * one gathered record is tried, for the same reason: a key's events may be in several.
 *
 * <p>Times are a clock's nanoseconds. Not safe for use by many threads.
 */
final class Outbox {

    private final Limits limits;
    private final LinkedHashSet<Pending> held = new LinkedHashSet<>();
    private long heldBytes;

    /** Of each partition key that has an event which isn't settled. */
    private final Map<String, Turn> turns = new HashMap<>();

    private final Totals totals = new Totals();
    private final Shards shards;
    private final PriorityQueue<Entry> retries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::since).thenComparing(Entry::number));
    private long progressAt;

    Outbox(Limits limits, long now) {
        this.limits = limits;
        this.shards = new Shards(limits, totals, now);
    }

    /** Whether an event of this size may be added. */
    boolean hasRoom(int size) {
        return held.isEmpty() || (held.size() < limits.records() && heldBytes + size <= limits.bytes());
    }

    /** Whether any event of up to a number is held. */
    boolean holdsUpTo(long number) {
        return !held.isEmpty() && held.iterator().next().number() <= number;
    }

    /** Returns whether a call may have become due by it. */
    boolean add(Pending event, long now) {
        if (held.isEmpty()) {
            progressAt = now;
        }
        held.add(event);
        heldBytes += event.size();
        var turn = turns.computeIfAbsent(event.event().partitionKey(), any -> new Turn());
        if (turn.waits() || !turn.mayJoin(gathers(event))) {
            turn.wait(event);
            return false;
        }
        return release(turn, event, now);
    }

    /**
     * Takes the records of the next call: none while it may get fuller, or while there is nothing to send, or nothing that a shard's
     * pace allows.
     *
     * @param hurry whether no more records are to be waited for
     */
    List<Entry> next(long now, boolean hurry) {
        while (!retries.isEmpty() && retries.peek().since() <= now) {
            var entry = retries.remove();
            entry.lane().takeBack();
            shards.laneOf(entry.hash()).addAgain(entry);
        }
        releaseAgain(shards.sort(), now);
        var call = new ArrayList<Entry>();
        if (isFull(now) || untilDue(now, hurry) == 0) {
            var open = new ArrayList<Lane>();
            for (var lane : shards.lanes()) {
                if (lane.open(now, hurry) > 0) {
                    open.add(lane);
                }
            }
            open.sort(Comparator.comparingLong(Lane::since));
            long bytes = 0;
            for (var lane : open) {
                bytes = lane.take(call, bytes, now, hurry);
            }
        }
        return call;
    }

    /** How long it takes until {@link #next} or {@link #standsStill} has another answer; {@link Long#MAX_VALUE} is for ever. */
    long untilNext(long now, boolean hurry) {
        long until = untilDue(now, hurry);
        if (!retries.isEmpty()) {
            until = Math.min(until, retries.peek().since() - now);
        }
        if (waits()) {
            until = Math.min(until, progressAt + limits.standstill().toNanos() - now);
        }
        return until;
    }

    void acknowledged(Entry entry, String shardId, long now) {
        progressAt = now;
        int bytes = entry.data().length;
        var lane = shards.learn(entry.hash(), shardId, now);
        lane.pace().acknowledged(bytes, now);
        if (entry.lane() != lane) {
            entry.lane().pace().acknowledged(bytes, now);
        }
        if (entry.isGathered()) {
            lane.pace().sent(0, bytes, now);
        }
        release(entry, now);
    }

    /** A record was refused because its shard, or the whole stream, takes no more for now. */
    void throttled(Entry entry, long now) {
        var lane = shards.laneOf(entry.hash());
        lane.pace().throttled(now);
        if (entry.lane() != lane) {
            entry.lane().pace().throttled(now);
        }
    }

    /** Puts a record aside for another try. */
    void refused(Entry entry, long dueAt) {
        entry.dueAt(dueAt);
        entry.lane().putAside();
        retries.add(entry);
    }

    /** Makes room for others, after the events' futures are completed. */
    void forget(List<Pending> settled) {
        for (var event : settled) {
            held.remove(event);
            heldBytes -= event.size();
        }
    }

    /** A record will not be tried again: the next events of its keys may be. */
    void release(Entry entry, long now) {
        entry.settled();
        entry.events().forEach(event -> settled(event, now));
    }

    /** Whether records wait, and none was acknowledged for too long. */
    boolean standsStill(long now) {
        return waits() && now - progressAt >= limits.standstill().toNanos();
    }

    /** Releases all events but those of the calls that are under way, and returns them in the order they were sent. */
    List<Pending> giveUp(long now) {
        var entries = new ArrayList<Entry>(retries);
        retries.forEach(entry -> entry.lane().takeBack());
        retries.clear();
        var events = new ArrayList<Pending>();
        for (var lane : shards.lanes()) {
            entries.addAll(lane.clearAgain());
            events.addAll(lane.clearEvents());
        }
        var given = new ArrayList<Pending>(events);
        entries.forEach(entry -> given.addAll(entry.events()));
        turns.values().forEach(turn -> given.addAll(turn.clear()));
        entries.forEach(entry -> release(entry, now));
        events.forEach(event -> settled(event, now));
        given.sort(Comparator.comparingLong(Pending::number));
        progressAt = now;
        return given;
    }

    /** Whether there are records that are in no call. */
    private boolean waits() {
        return !retries.isEmpty()
                || !totals.isEmpty()
                || shards.lanes().stream().anyMatch(Lane::gathers);
    }

    private void settled(Pending event, long now) {
        var key = event.event().partitionKey();
        var turn = turn(key);
        if (turn.settle()) {
            advance(key, turn, now);
        }
    }

    /** None of the key is on its way: its next events may be sent. */
    private void advance(String key, Turn turn, long now) {
        for (var next = turn.next(); next != null && turn.mayJoin(gathers(next)); next = turn.next()) {
            turn.removeNext();
            release(turn, next, now);
        }
        if (turn.isOver()) {
            turns.remove(key);
        }
    }

    /** Decides once more where events go, and whether they may yet: their shards have changed, or have become known. */
    private void releaseAgain(List<Pending> events, long now) {
        for (int i = events.size() - 1; i >= 0; i--) {
            turn(events.get(i).event().partitionKey()).waitAgain(events.get(i));
        }
        for (var event : events) {
            var key = event.event().partitionKey();
            var turn = turns.get(key);
            if (turn != null) {
                advance(key, turn, now);
            }
        }
    }

    private Turn turn(String key) {
        return Objects.requireNonNull(turns.get(key));
    }

    private boolean release(Turn turn, Pending event, long now) {
        var gathers = gathers(event);
        turn.release(gathers);
        if (gathers != null) {
            return gathers.gather(event);
        }
        var lane = shards.laneOf(event.hash());
        lane.addFresh(event);
        return lane.size() == 1 || (lane.open(now, false) > 0 && (lane.isFull() || totals.mayFillACall()));
    }

    /** Where an event is gathered; null where it has a record of its own, as long as its shard isn't known, too. */
    private @Nullable Lane gathers(Pending event) {
        if (event.line() == null) {
            return null;
        }
        var lane = shards.laneOf(event.hash());
        return shards.isKnown(lane) ? lane : null;
    }

    private boolean isFull(long now) {
        if (!totals.mayFillACall()) {
            return false;
        }
        int records = 0;
        long bytes = 0;
        for (var lane : shards.lanes()) {
            int open = lane.open(now, false);
            records += open;
            bytes += open > 0 ? lane.bytes() : 0;
        }
        return records >= Limits.RECORDS_PER_CALL || bytes >= Limits.BYTES_PER_CALL;
    }

    private long untilDue(long now, boolean hurry) {
        long dueAt = Long.MAX_VALUE;
        for (var lane : shards.lanes()) {
            dueAt = Math.min(dueAt, lane.dueAt(hurry));
        }
        return dueAt == Long.MAX_VALUE ? dueAt : Math.max(0, dueAt - now);
    }
}
