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

    private final ArrayDeque<Pending> fresh = new ArrayDeque<>();
    private final ArrayDeque<Pending> again = new ArrayDeque<>();
    private long sendableBytes;
    private final PriorityQueue<Pending> retries =
            new PriorityQueue<>(Comparator.comparingLong(Pending::since).thenComparing(Pending::number));
    private long progressAt;

    Outbox(Limits limits) {
        this.limits = limits;
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
            sendable(fresh, record);
            return fresh.size() == 1 || isFull();
        }
        waiting.add(record);
        return false;
    }

    /**
     * Takes the records of the next call: none while it may get fuller, or while there is nothing to send.
     *
     * @param hurry whether no more records are to be waited for
     */
    List<Pending> next(long now, boolean hurry) {
        while (!retries.isEmpty() && retries.peek().since() <= now) {
            sendable(again, retries.remove());
        }
        var batch = new ArrayList<Pending>();
        if (isFull() || untilLingered(now, hurry) <= 0) {
            long bytes = take(again, batch, 0);
            if (takesFresh()) {
                take(fresh, batch, bytes);
            }
        }
        return batch;
    }

    /** How long it takes until {@link #next} or {@link #standsStill} has another answer; {@link Long#MAX_VALUE} is for ever. */
    long untilNext(long now, boolean hurry) {
        long until = untilLingered(now, hurry);
        if (!retries.isEmpty()) {
            until = Math.min(until, retries.peek().since() - now);
        }
        if (waits()) {
            until = Math.min(until, progressAt + limits.standstill().toNanos() - now);
        }
        return until;
    }

    void acknowledged(Pending record, long now) {
        progressAt = now;
        release(record);
    }

    /** Puts a record aside for another try. */
    void refused(Pending record, long dueAt) {
        record.dueAt(dueAt);
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
            sendable(fresh, next);
        }
    }

    /** Whether records wait, and none was acknowledged for too long. */
    boolean standsStill(long now) {
        return waits() && now - progressAt >= limits.standstill().toNanos();
    }

    /** Releases all records but those of the calls that are under way, and returns them in the order they were sent. */
    List<Pending> giveUp(long now) {
        var oldest = new ArrayList<Pending>(retries);
        oldest.addAll(again);
        oldest.addAll(fresh);
        var given = new ArrayList<Pending>(oldest);
        behind.values().forEach(waiting -> {
            given.addAll(waiting);
            waiting.clear();
        });
        retries.clear();
        again.clear();
        fresh.clear();
        sendableBytes = 0;
        oldest.forEach(this::release);
        given.sort(Comparator.comparingLong(Pending::number));
        progressAt = now;
        return given;
    }

    /** Whether there are records that are in no call. */
    private boolean waits() {
        return !retries.isEmpty() || !again.isEmpty() || !fresh.isEmpty();
    }

    private boolean takesFresh() {
        return retries.size() + again.size() < limits.retrying();
    }

    private boolean isFull() {
        int records = again.size() + (takesFresh() ? fresh.size() : 0);
        return records >= Limits.RECORDS_A_CALL || (records > 0 && sendableBytes >= Limits.BYTES_A_CALL);
    }

    private long untilLingered(long now, boolean hurry) {
        long oldest = Long.MAX_VALUE;
        if (!again.isEmpty()) {
            oldest = again.peek().since() - now;
        }
        if (!fresh.isEmpty() && takesFresh()) {
            oldest = Math.min(oldest, fresh.peek().since() - now);
        }
        if (oldest == Long.MAX_VALUE) {
            return oldest;
        }
        return hurry ? 0 : oldest + limits.linger().toNanos();
    }

    private void sendable(ArrayDeque<Pending> queue, Pending record) {
        queue.add(record);
        sendableBytes += record.size();
    }

    private long take(ArrayDeque<Pending> queue, List<Pending> batch, long bytesBefore) {
        long bytes = bytesBefore;
        while (!queue.isEmpty() && batch.size() < Limits.RECORDS_A_CALL) {
            int size = queue.peek().size();
            if (!batch.isEmpty() && bytes + size > Limits.BYTES_A_CALL) {
                break;
            }
            bytes += size;
            sendableBytes -= size;
            batch.add(queue.remove());
        }
        return bytes;
    }
}
