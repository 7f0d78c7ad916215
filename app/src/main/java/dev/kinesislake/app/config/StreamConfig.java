package dev.kinesislake.app.config;

import java.util.OptionalInt;

/**
 * The stream.
 *
 * @param shardCount empty where AWS scales the stream on demand
 * @param retentionHours how long it keeps a record, 24 to 8760
 */
public record StreamConfig(OptionalInt shardCount, int retentionHours) {

    // Kinesis Data Streams API, "IncreaseStreamRetentionPeriod".
    private static final int MIN_RETENTION = 24;
    private static final int MAX_RETENTION = 8760;

    private static final int MAX_SHARDS = 10_000;

    static StreamConfig read(ConfigReader reader) {
        var shards = reader.number("shardCount", 0, MAX_SHARDS);
        var retention = reader.number("retentionHours", MIN_RETENTION, MAX_RETENTION);
        return new StreamConfig(shards == 0 ? OptionalInt.empty() : OptionalInt.of(shards), retention);
    }

    /** {@link #retentionHours} in seconds. */
    public int retentionSeconds() {
        return retentionHours * 3600;
    }
}
