package dev.kinesislake.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What is on its way, and which records the next call takes. Of each partition key only the oldest record is ever tried: PutRecords
 * goes on after a record that it refuses, so two records of a key in one call, or in two, could change places.
 *
 * <p>Times are a clock's nanoseconds. Not safe for use by many threads.
 */
final class Outbox {

    private final Limits limits;
    private final LinkedHashSet<Pending> held = new LinkedHashSet<>();
    private long heldBytes;

    /** Behind the oldest record of each key, those that wait for it. */
    private final Map<String, ArrayDeque<Pending>> behind = new HashMap<>();

    private final Shards shards;
    private int sendable;
    private long sendableBytes;
    private final PriorityQueue<Pending> retries =
            new PriorityQueue<>(Comparator.comparingLong(Pending::since).thenComparing(Pending::number));
    private long progressAt;

    Outbox(Limits limits, long now) {
        this.limits = limits;
        this.shards = new Shards(limits, now);
    }

    /** Whether a record of this size may be added. */
    boolean hasRoom(int size) {
        return held.isEmpty() || (held.size() < limits.records() && heldBytes + size <= limits.bytes());
    }

    /** Whether any record of up to a number is held. */
    boolean holdsUpTo(long number) {
        return !held.isEmpty() && held.iterator().next().number() <= number;
    }

    /** Returns whether a call may have become due by it. */
    boolean add(Pending record, long now) {
        if (held.isEmpty()) {
            progressAt = now;
        }
        held.add(record);
        heldBytes += record.size();
        var waiting = behind.get(record.event().partitionKey());
        if (waiting == null) {
            behind.put(record.event().partitionKey(), new ArrayDeque<>(0));
            var lane = sendable(record);
            return lane.size() == 1 || (lane.open(now) > 0 && (lane.isFull() || mayFillACall()));
        }
        waiting.add(record);
        return false;
    }

    /**
     * Takes the records of the next call: none while it may get fuller, or while there is nothing to send, or nothing that a shard's
     * pace allows.
     *
     * @param hurry whether no more records are to be waited for
     */
    List<Pending> next(long now, boolean hurry) {
        while (!retries.isEmpty() && retries.peek().since() <= now) {
            var record = retries.remove();
            record.lane().takeBack();
            shards.laneOf(record).addAgain(record);
            sendable++;
            sendableBytes += record.size();
        }
        shards.sort();
        var call = new ArrayList<Pending>();
        if (isFull(now) || untilDue(now, hurry) == 0) {
            var open = new ArrayList<Lane>();
            for (var lane : shards.lanes()) {
                if (lane.open(now) > 0) {
                    open.add(lane);
                }
            }
            open.sort(Comparator.comparingLong(Lane::since));
            long bytes = 0;
            for (var lane : open) {
                bytes = lane.take(call, bytes, now);
            }
            sendable -= call.size();
            sendableBytes -= bytes;
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

    void acknowledged(Pending record, String shardId, long now) {
        progressAt = now;
        var lane = shards.learn(record, shardId, now);
        lane.pace().acknowledged(now);
        if (record.lane() != lane) {
            record.lane().pace().acknowledged(now);
        }
        release(record);
    }

    /** A record was refused because its shard, or the whole stream, takes no more for now. */
    void throttled(Pending record, long now) {
        var lane = shards.laneOf(record);
        lane.pace().throttled(now);
        if (record.lane() != lane) {
            record.lane().pace().throttled(now);
        }
    }

    /** Puts a record aside for another try. */
    void refused(Pending record, long dueAt) {
        record.dueAt(dueAt);
        record.lane().putAside();
        retries.add(record);
    }

    /** Makes room, once whoever waits for the records knows what became of them. */
    void forget(List<Pending> settled) {
        for (var record : settled) {
            held.remove(record);
            heldBytes -= record.size();
        }
    }

    /** A record will not be tried again: the next one of its key may be. */
    void release(Pending record) {
        var key = record.event().partitionKey();
        var next = behind.getOrDefault(key, new ArrayDeque<>(0)).poll();
        if (next == null) {
            behind.remove(key);
        } else {
            sendable(next);
        }
    }

    /** Whether records wait, and none was acknowledged for too long. */
    boolean standsStill(long now) {
        return waits() && now - progressAt >= limits.standstill().toNanos();
    }

    /** Releases all records but those of the calls that are under way, and returns them in the order they were sent. */
    List<Pending> giveUp(long now) {
        var oldest = new ArrayList<Pending>(retries);
        retries.forEach(record -> record.lane().takeBack());
        shards.lanes().forEach(lane -> oldest.addAll(lane.clear()));
        var given = new ArrayList<Pending>(oldest);
        behind.values().forEach(waiting -> {
            given.addAll(waiting);
            waiting.clear();
        });
        retries.clear();
        sendable = 0;
        sendableBytes = 0;
        oldest.forEach(this::release);
        given.sort(Comparator.comparingLong(Pending::number));
        progressAt = now;
        return given;
    }

    /** Whether there are records that are in no call. */
    private boolean waits() {
        return !retries.isEmpty() || sendable > 0;
    }

    private Lane sendable(Pending record) {
        var lane = shards.laneOf(record);
        lane.addFresh(record);
        sendable++;
        sendableBytes += record.size();
        return lane;
    }

    private boolean mayFillACall() {
        return sendable >= Limits.RECORDS_PER_CALL || sendableBytes >= Limits.BYTES_PER_CALL;
    }

    private boolean isFull(long now) {
        if (!mayFillACall()) {
            return false;
        }
        int records = 0;
        long bytes = 0;
        for (var lane : shards.lanes()) {
            int open = lane.open(now);
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
