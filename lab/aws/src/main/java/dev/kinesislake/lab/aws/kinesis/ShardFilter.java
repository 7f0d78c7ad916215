package dev.kinesislake.lab.aws.kinesis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of a stream's shards are wanted ("ShardFilter" in the Amazon Kinesis Data Streams API Reference). Whatever the filter,
 * shards closed for longer than the retention period aren't listed.
 *
 * @param shardId where the type is AFTER_SHARD_ID, and only there
 * @param timestamp where the type is AT_TIMESTAMP or FROM_TIMESTAMP, and only there
 */
record ShardFilter(
        Type type, @Nullable String shardId, @Nullable Instant timestamp) {

    /** The constants are spelt as on the wire. */
    enum Type {
        AFTER_SHARD_ID,
        AT_TRIM_HORIZON,
        FROM_TRIM_HORIZON,
        AT_LATEST,
        AT_TIMESTAMP,
        FROM_TIMESTAMP
    }

    /** What holds without a filter. */
    static final ShardFilter ALL = new ShardFilter(Type.FROM_TRIM_HORIZON, null, null);

    /** @throws KinesisException when the type lacks what it needs, or has what belongs to another one */
    ShardFilter {
        require("ShardId", shardId != null, type == Type.AFTER_SHARD_ID, type);
        require("Timestamp", timestamp != null, type == Type.AT_TIMESTAMP || type == Type.FROM_TIMESTAMP, type);
    }

    boolean wants(Shard shard, Instant trimHorizon) {
        var closedAt = shard.closedAt();
        if (isClosedBefore(closedAt, trimHorizon)) {
            return false;
        }
        return switch (type) {
            case AFTER_SHARD_ID -> shardId != null && shard.shardId().compareTo(shardId) > 0;
            case AT_TRIM_HORIZON -> wasOpen(shard, trimHorizon);
            case FROM_TRIM_HORIZON -> true;
            case AT_LATEST -> closedAt == null;
            case AT_TIMESTAMP -> timestamp != null && wasOpen(shard, timestamp);
            case FROM_TIMESTAMP -> timestamp != null && !isClosedBefore(closedAt, timestamp);
        };
    }

    private static boolean wasOpen(Shard shard, Instant moment) {
        return !shard.lineage().openedAt().isAfter(moment) && !isClosedBefore(shard.closedAt(), moment);
    }

    private static boolean isClosedBefore(@Nullable Instant closedAt, Instant moment) {
        return closedAt != null && closedAt.isBefore(moment);
    }

    private static void require(String member, boolean given, boolean wanted, Type type) {
        if (given != wanted) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "ShardFilter of type " + type + (wanted ? " needs " : " allows no ") + member);
        }
    }
}
