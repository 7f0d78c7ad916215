package dev.kinesislake.producer;

import java.time.Duration;

/**
 * How fast a shard is sent to: at any speed until it throttles, and from then on as fast as it has taken records within a second.
 * Each second without a refusal makes it faster again, first by a tenth, then by more each time. So a stream at its limit refuses
 * little of what it's sent, and what a raised limit or an absent neighbour leaves free is found within seconds.
 *
 * <p>Nobody tells a client the limit, and other producers use it as well. It has two parts, records and bytes, and so has the pace.
 *
 * <p>Times are a clock's nanoseconds. Not safe for use by many threads.
 */
final class Pace {

    /** Records a second: one each step. */
    static final double SLOWEST = 10;

    /** Bytes a second. */
    private static final double SLOWEST_BYTES = 100_000;

    /** A call takes a step's records, so that calls are full and few. */
    private static final Duration STEP = Duration.ofMillis(100);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final double FIRST_GROWTH = 0.1;

    private double rate = Double.POSITIVE_INFINITY;
    private double byteRate = Double.POSITIVE_INFINITY;
    private double growth = FIRST_GROWTH;
    private long nextAt;

    private long secondSince;
    private int acknowledged;
    private int acknowledgedBefore;
    private long acknowledgedBytes;
    private long acknowledgedBytesBefore;
    private boolean throttled;

    Pace(long now) {
        nextAt = now;
        secondSince = now;
    }

    /** From when on a call may take records. */
    long nextAt() {
        return nextAt;
    }

    /** How many records one call may take. */
    int share() {
        return (int) Math.max(1, Math.min(Limits.RECORDS_PER_CALL, rate * STEP.toNanos() / SECOND));
    }

    /**
     * A call took so many records, of so many bytes. Who comes late catches up with a step at most. Bytes alone hold back for a second
     * at most, so that large records are tried.
     */
    void sent(int records, long bytes, long now) {
        double forRecords = records / rate * SECOND;
        double forBytes = Math.min((double) SECOND, bytes / byteRate * SECOND);
        nextAt = Math.max(nextAt, now - STEP.toNanos()) + (long) Math.max(forRecords, forBytes);
    }

    void acknowledged(long bytes, long now) {
        count(now);
        acknowledged++;
        acknowledgedBytes += bytes;
    }

    void throttled(long now) {
        count(now);
        throttled = true;
        growth = FIRST_GROWTH;
        // This second may just have begun.
        rate = Math.min(rate, Math.max(SLOWEST, Math.max(acknowledged, acknowledgedBefore)));
        byteRate = Math.min(
                byteRate, Math.max(SLOWEST_BYTES, (double) Math.max(acknowledgedBytes, acknowledgedBytesBefore)));
    }

    private void count(long now) {
        if (now - secondSince < SECOND) {
            return;
        }
        if (!throttled) {
            rate *= 1 + growth;
            byteRate *= 1 + growth;
            growth = Math.min(1, 2 * growth);
        }
        acknowledgedBefore = acknowledged;
        acknowledged = 0;
        acknowledgedBytesBefore = acknowledgedBytes;
        acknowledgedBytes = 0;
        throttled = false;
        secondSince = now;
    }
}
