package dev.kinesislake.function.decode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The batch of an invocation.
 *
 * @param stream the ARN of the stream; empty where the invocation doesn't say
 * @param records of one shard, in the stream's order
 * @param discardedAt when Lambda discarded the batch, if this is its redrive
 */
public record KinesisBatch(String stream, List<KinesisRecord> records, Optional<Instant> discardedAt) {

    /**
     * The member of an invocation, beside {@code Records}, that says when Lambda discarded the batch: ISO 8601, as the batch's own
     * {@code timestamp} is spelt. Only a redrive adds it.
     */
    public static final String DISCARDED_AT = "discardedAt";

    public KinesisBatch {
        records = List.copyOf(records);
    }
}
