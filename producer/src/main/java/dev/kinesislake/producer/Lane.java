package dev.kinesislake.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be sent to one shard: refused records whose wait is over, new events that become a record each, and new events that are
 * gathered into one. Not safe for use by many threads.
 */
final class Lane {

    private final Limits limits;
    private final Totals totals;
    private final Pace pace;
    private final ArrayDeque<Entry> again = new ArrayDeque<>();
    private final ArrayDeque<Pending> fresh = new ArrayDeque<>();
    private final ArrayDeque<Pending> gathering = new ArrayDeque<>();
    private long bytes;
    private long gatheringBytes;

    /** Whether a gathered record of this shard is in a call, or waits for another try: until it's settled, no other one is made. */
    private boolean gatheredOnItsWay;

    /** Records of this shard that wait for another try. */
    private int aside;

    Lane(Limits limits, Totals totals, long now) {
        this.limits = limits;
        this.totals = totals;
        this.pace = new Pace(now);
    }

    Pace pace() {
        return pace;
    }

    void addFresh(Pending event) {
        fresh.add(event);
        count(1, event.size());
    }

    void addAgain(Entry entry) {
        again.add(entry);
        entry.joins(this);
        count(1, entry.size());
    }

    /** Returns whether a call may have become due by it. */
    boolean gather(Pending event) {
        gathering.add(event);
        gatheringBytes += event.lineSize();
        return gathering.size() == 1 || gatheredIsFull();
    }

    void gatheredSettled() {
        gatheredOnItsWay = false;
    }

    void putAside() {
        aside++;
    }

    void takeBack() {
        aside--;
    }

    /** How many records wait to be sent, besides what is gathered. */
    int size() {
        return again.size() + (takesFresh() ? fresh.size() : 0);
    }

    long bytes() {
        return bytes;
    }

    /** Whether events wait for a gathered record that may be sent. */
    boolean gathers() {
        return !gathering.isEmpty() && !gatheredOnItsWay;
    }

    /** How many records a call may take now. */
    int open(long now, boolean hurry) {
        return pace.nextAt() <= now ? Math.min(size() + (takesGathered(now, hurry) ? 1 : 0), pace.share()) : 0;
    }

    /** Whether a call can't get fuller by waiting for more records of this shard. */
    boolean isFull() {
        return size() >= pace.share();
    }

    /** When a call should take records, full or not; {@link Long#MAX_VALUE} is never. */
    long dueAt(boolean hurry) {
        long due = Long.MAX_VALUE;
        if (size() > 0) {
            due = hurry || isFull()
                    ? pace.nextAt()
                    : freshSince() + limits.linger().toNanos();
        }
        if (gathers()) {
            due = Math.min(
                    due,
                    hurry || gatheredIsFull()
                            ? pace.nextAt()
                            : gathering.element().since() + limits.gather().toNanos());
        }
        return due == Long.MAX_VALUE ? due : Math.max(pace.nextAt(), due);
    }

    /** Since when the longest waiting event waits; {@link Long#MAX_VALUE} is for none. */
    long since() {
        long since = freshSince();
        return gathers() ? Math.min(since, gathering.element().since()) : since;
    }

    /** Adds to a call what it has room for and the pace allows; returns the call's bytes. */
    long take(List<Entry> call, long bytesBefore, long now, boolean hurry) {
        int most = open(now, hurry);
        long bytesAfter = bytesBefore;
        long sent = 0;
        int taken = 0;
        while (taken < most && call.size() < Limits.RECORDS_PER_CALL) {
            long room = call.isEmpty() ? Long.MAX_VALUE : Limits.BYTES_PER_CALL - bytesAfter;
            Entry entry;
            if (!again.isEmpty()) {
                if (again.element().size() > room) {
                    break;
                }
                entry = again.remove();
                count(-1, -entry.size());
            } else if (takesGathered(now, hurry)) {
                if (Math.min(gatheringBytes, limits.gatheredBytes()) > room) {
                    break;
                }
                entry = gathered();
            } else if (takesFresh() && !fresh.isEmpty() && fresh.element().size() <= room) {
                entry = Entry.alone(fresh.remove(), this);
                count(-1, -entry.size());
            } else {
                break;
            }
            call.add(entry);
            bytesAfter += entry.size();
            // What a gathered record has is known once it's compressed.
            sent += entry.isGathered() ? 0 : entry.size();
            taken++;
        }
        pace.sent(taken, sent, now);
        return bytesAfter;
    }

    /** Hands out the records that were refused and may be sent. */
    List<Entry> clearAgain() {
        var all = List.copyOf(again);
        again.clear();
        all.forEach(entry -> count(-1, -entry.size()));
        return all;
    }

    /** Hands out the events that are in no record yet. */
    List<Pending> clearEvents() {
        var all = new ArrayList<Pending>(gathering);
        all.addAll(fresh);
        fresh.forEach(event -> count(-1, -event.size()));
        fresh.clear();
        gathering.clear();
        gatheringBytes = 0;
        return all;
    }

    private Entry gathered() {
        var events = new ArrayList<Pending>();
        int size = 0;
        for (var next = gathering.peek();
                next != null
                        && events.size() < Limits.MAX_GATHERED_EVENTS
                        && size + next.lineSize() <= limits.gatheredBytes();
                next = gathering.peek()) {
            events.add(gathering.remove());
            size += next.lineSize();
        }
        gatheringBytes -= size;
        gatheredOnItsWay = true;
        return Entry.gathered(events, size, this);
    }

    /**
     * Whether a call that takes records now takes a gathered one. It does so from half of the wait on, so that the records of many
     * shards share calls.
     */
    private boolean takesGathered(long now, boolean hurry) {
        return gathers()
                && (hurry
                        || gatheredIsFull()
                        || now - gathering.element().since() >= limits.gather().toNanos() / 2);
    }

    private boolean gatheredIsFull() {
        return !gatheredOnItsWay
                && (gathering.size() >= Limits.MAX_GATHERED_EVENTS || gatheringBytes >= limits.gatheredBytes());
    }

    private long freshSince() {
        long since = again.isEmpty() ? Long.MAX_VALUE : again.element().since();
        return fresh.isEmpty() || !takesFresh()
                ? since
                : Math.min(since, fresh.element().since());
    }

    private boolean takesFresh() {
        return aside + again.size() < limits.retrying();
    }

    private void count(int records, long moreBytes) {
        bytes += moreBytes;
        totals.add(records, moreBytes);
    }
}
