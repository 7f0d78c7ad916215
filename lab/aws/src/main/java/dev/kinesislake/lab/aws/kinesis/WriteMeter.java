package dev.kinesislake.lab.aws.kinesis;

/**
 * Holds a shard's writes to its limits: a second's worth may come at once, and the rest as time allows. A record bigger than a
 * second's worth passes when nothing was written for a second, and is paid for afterwards. Not safe for use by many threads.
 */
final class WriteMeter {

    private final ShardLimits limits;
    private double records;
    private double bytes;
    private long lastMillis;

    WriteMeter(ShardLimits limits, long nowMillis) {
        this.limits = limits;
        this.records = limits.recordsPerSecond();
        this.bytes = limits.bytesPerSecond();
        this.lastMillis = nowMillis;
    }

    /** Whether a record of this size passes now; if so, it is counted. */
    boolean admits(long size, long nowMillis) {
        if (limits.equals(ShardLimits.NONE)) {
            return true;
        }
        var seconds = Math.max(0, nowMillis - lastMillis) / 1_000.0;
        lastMillis = Math.max(lastMillis, nowMillis);
        records = Math.min(limits.recordsPerSecond(), records + seconds * limits.recordsPerSecond());
        bytes = Math.min(limits.bytesPerSecond(), bytes + seconds * limits.bytesPerSecond());
        if (records < 1 || bytes < Math.min(size, limits.bytesPerSecond())) {
            return false;
        }
        records -= 1;
        bytes -= size;
        return true;
    }
}
