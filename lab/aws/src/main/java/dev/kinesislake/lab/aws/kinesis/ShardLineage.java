package dev.kinesislake.lab.aws.kinesis;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A shard's place in its stream.
 *
 * @param shardId {@code shardId-} and its index in twelve digits
 * @param parentShardIds none for a stream's first shards, one after a split, two after a merge
 * @param openedAt when it began to take records
 */
record ShardLineage(String shardId, List<String> parentShardIds, HashKeyRange range, Instant openedAt) {

    static ShardLineage of(int index, List<String> parentShardIds, HashKeyRange range, Instant openedAt) {
        return new ShardLineage(String.format(Locale.ROOT, "shardId-%012d", index), parentShardIds, range, openedAt);
    }
}
