package dev.kinesislake.lab.aws.kinesis;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where ListShards goes on: its NextToken, good for 300 seconds ("ListShards" in the Amazon Kinesis Data Streams API Reference).
 *
 * @param afterShardId the last shard of the page before; empty on the first page
 */
record ShardPage(String streamName, String afterShardId, ShardFilter filter, Instant issuedAt) {

    private static final String KIND = "shards";
    private static final Duration LIFE = Duration.ofMinutes(5);

    String token() {
        return OpaqueToken.pack(
                KIND,
                streamName,
                afterShardId,
                filter.type().name(),
                orEmpty(filter.shardId()),
                orEmpty(filter.timestamp()),
                Long.toString(issuedAt.toEpochMilli()));
    }

    /** @throws KinesisException when the token is none, or too old */
    static ShardPage of(String token, Instant now) {
        var invalid = new KinesisException(KinesisError.INVALID_ARGUMENT, "Invalid NextToken.");
        var fields = OpaqueToken.unpack(KIND, 6, token).orElseThrow(() -> invalid);
        try {
            var filter = new ShardFilter(
                    ShardFilter.Type.valueOf(fields.get(2)),
                    fields.get(3).isEmpty() ? null : fields.get(3),
                    fields.get(4).isEmpty() ? null : Instant.parse(fields.get(4)));
            var issuedAt = Instant.ofEpochMilli(Long.parseLong(fields.get(5)));
            if (issuedAt.plus(LIFE).isBefore(now)) {
                throw new KinesisException(
                        KinesisError.EXPIRED_NEXT_TOKEN,
                        "NextToken expired. It was created at " + issuedAt + ", now it is " + now);
            }
            return new ShardPage(fields.get(0), fields.get(1), filter, issuedAt);
        } catch (IllegalArgumentException | DateTimeException forged) {
            throw invalid;
        }
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
