package dev.kinesislake.function.decode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The batch of an invocation.
 *
 * @param stream the ARN of the stream; empty where the invocation doesn't say
 * @param records of one shard, in the stream's order
 * @param replacesUntil if this is the redrive of a discarded batch, up to when the attempts began whose objects it may replace
 */
public record KinesisBatch(String stream, List<KinesisRecord> records, Optional<Instant> replacesUntil) {

    /**
     * The member of an invocation, beside {@code Records}, by which a redrive replaces what is older than its batch and nothing that was
     * delivered later: a time clearly before Lambda discarded the batch, or the one at which the newest attempt began whose objects the
     * redrive has read and found to be harmless to replace. ISO 8601. Only a redrive adds it.
     */
    public static final String REPLACES_UNTIL = "replacesUntil";

    public KinesisBatch {
        records = List.copyOf(records);
    }
}
