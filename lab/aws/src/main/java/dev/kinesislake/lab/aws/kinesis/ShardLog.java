package dev.kinesislake.lab.aws.kinesis;

import java.time.Duration;
import java.util.List;

/**
 * One shard's records in order of arrival, as a reader sees them. A record's offset counts the records ever put before it in the
 * shard, so the first has offset 0 and the next one to come {@link #end()}. Safe for use by many threads.
 */
public interface ShardLog {

    String shardId();

    /** The shards that this one was split or merged from; empty for a stream's first ones. */
    List<String> parentShardIds();

    /** The offset of the oldest record that the retention period has left. It never goes back. */
    long start();

    /** The offset that the next record will have. */
    long end();

    /** Whether a split or a merge has closed the shard, or its stream is deleted: no record comes after {@link #end()} any more. */
    boolean isClosed();

    /**
     * The records from an offset on: at most {@code maxRecords}, and no more than {@code maxBytes} of data unless the first alone
     * has more. Empty at the end. What {@link #start()} has passed is still read, so that an offset taken from there a moment ago
     * stays good: whoever minds the retention period begins at {@code start()}.
     *
     * @throws KinesisException when the stream is deleted
     */
    List<StreamRecord> read(long offset, int maxRecords, long maxBytes);

    /** Waits until a record has this offset, the shard is closed or the time is up; returns whether there is such a record. */
    boolean await(long offset, Duration atMost) throws InterruptedException;
}
