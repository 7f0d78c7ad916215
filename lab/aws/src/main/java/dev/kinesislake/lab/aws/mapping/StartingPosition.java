package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import java.time.Instant;

/**
 * Where a mapping without a checkpoint starts in the shards that it finds first; shards that a split or merge adds later are
 * always read from their first record on (API reference, "CreateEventSourceMapping", StartingPosition).
 */
public sealed interface StartingPosition {

    /** All records that the stream still has. */
    record TrimHorizon() implements StartingPosition {}

    /** Only records put after the mapping's start. */
    record Latest() implements StartingPosition {}

    /** Records that arrived at this time or later. */
    record AtTimestamp(Instant timestamp) implements StartingPosition {}

    /** The offset of the first record to read. */
    default long offsetIn(ShardLog shard) {
        if (this instanceof AtTimestamp at) {
            return firstSince(shard, at.timestamp());
        }
        return this instanceof Latest ? shard.end() : shard.start();
    }

    private static long firstSince(ShardLog shard, Instant timestamp) {
        var low = shard.start();
        var high = shard.end();
        while (low < high) {
            var middle = low + (high - low) / 2;
            var found = shard.read(middle, 1, 1);
            if (!found.isEmpty() && found.get(0).arrival().isBefore(timestamp)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
