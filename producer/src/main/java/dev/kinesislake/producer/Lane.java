package dev.kinesislake.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one shard that may be sent: refused ones whose wait is over, and new ones. Not safe for use by many threads. */
final class Lane {

    private final Limits limits;
    private final Pace pace;
    private final ArrayDeque<Pending> again = new ArrayDeque<>();
    private final ArrayDeque<Pending> fresh = new ArrayDeque<>();
    private long bytes;

    /** Records of this shard that wait for another try. */
    private int aside;

    Lane(Limits limits, long now) {
        this.limits = limits;
        this.pace = new Pace(now);
    }

    Pace pace() {
        return pace;
    }

    void addFresh(Pending record) {
        fresh.add(record);
        record.joins(this);
        bytes += record.size();
    }

    void addAgain(Pending record) {
        again.add(record);
        record.joins(this);
        bytes += record.size();
    }

    void putAside() {
        aside++;
    }

    void takeBack() {
        aside--;
    }

    /** How many records may be sent, by and by. */
    int size() {
        return again.size() + (takesFresh() ? fresh.size() : 0);
    }

    long bytes() {
        return bytes;
    }

    /** How many records a call may take now. */
    int open(long now) {
        return pace.nextAt() <= now ? Math.min(size(), pace.share()) : 0;
    }

    /** Whether a call can't get fuller by waiting for more records of this shard. */
    boolean isFull() {
        return size() >= pace.share();
    }

    /** When a call should take records, full or not; {@link Long#MAX_VALUE} is never. */
    long dueAt(boolean hurry) {
        if (size() == 0) {
            return Long.MAX_VALUE;
        }
        return hurry || isFull()
                ? pace.nextAt()
                : Math.max(pace.nextAt(), since() + limits.linger().toNanos());
    }

    /** Since when the longest waiting record waits; {@link Long#MAX_VALUE} is for none. */
    long since() {
        long since = again.isEmpty() ? Long.MAX_VALUE : again.element().since();
        return fresh.isEmpty() || !takesFresh()
                ? since
                : Math.min(since, fresh.element().since());
    }

    /** Adds to a call what it has room for and the pace allows; returns the call's bytes. */
    long take(List<Pending> call, long bytesBefore, long now) {
        int most = open(now);
        long bytesAfter = bytesBefore;
        int taken = 0;
        for (var next = head(); next != null && taken < most && call.size() < Limits.RECORDS_PER_CALL; next = head()) {
            if (!call.isEmpty() && bytesAfter + next.size() > Limits.BYTES_PER_CALL) {
                break;
            }
            (again.isEmpty() ? fresh : again).remove();
            call.add(next);
            bytes -= next.size();
            bytesAfter += next.size();
            taken++;
        }
        pace.sent(taken, now);
        return bytesAfter;
    }

    /** Hands out everything that may be sent. */
    List<Pending> clear() {
        var all = new ArrayList<Pending>(again);
        all.addAll(fresh);
        again.clear();
        fresh.clear();
        bytes = 0;
        return all;
    }

    private @Nullable Pending head() {
        var refused = again.peek();
        return refused == null && takesFresh() ? fresh.peek() : refused;
    }

    private boolean takesFresh() {
        return aside + again.size() < limits.retrying();
    }
}
