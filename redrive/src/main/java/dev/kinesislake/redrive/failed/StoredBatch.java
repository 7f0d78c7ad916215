package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.KinesisBatch;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch that Lambda discarded, as its on-failure destination stored it (AWS Lambda Developer Guide, "Retain discarded batch records
 * for a Kinesis Data Streams event source in Lambda").
 *
 * @param key its object's, which names it
 * @param discardedAt when Lambda gave it up, as the object itself says: a copy has another LastModified
 * @param condition why it was discarded, such as {@code RetryAttemptsExhausted}
 * @param first its first record's sequence number
 * @param last its last record's sequence number
 * @param firstArrival when its first record arrived
 * @param payload the very event that the function was invoked with; null where the object has none
 */
public record StoredBatch(
        String key,
        Instant discardedAt,
        String condition,
        String shardId,
        BigInteger first,
        BigInteger last,
        int records,
        Instant firstArrival,
        @Nullable String payload) {

    /**
     * The payload as a redrive invokes the consumer with it.
     *
     * @param replacesUntil up to when the attempts began whose objects the redrive may replace
     */
    public static String invocation(String payload, Instant replacesUntil) {
        int open = payload.indexOf('{') + 1;
        return payload.substring(0, open)
                + "\"" + KinesisBatch.REPLACES_UNTIL + "\":\"" + replacesUntil + "\","
                + payload.substring(open);
    }
}
