package dev.kinesislake.redrive.failed;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch that Lambda gave up, as its on-failure destination stored it (AWS Lambda Developer Guide, "Retain discarded batch records
 * for a Kinesis Data Streams event source in Lambda").
 *
 * @param key its object's, which names it
 * @param storedAt when Lambda stored it, by the bucket's clock
 * @param condition why it was given up, such as {@code RetryAttemptsExhausted}
 * @param first its first record's sequence number
 * @param last its last record's sequence number
 * @param firstArrival when its first record arrived
 * @param payload the very event that the function was invoked with; null where the object has none
 */
public record StoredBatch(
        String key,
        Instant storedAt,
        String condition,
        String shardId,
        BigInteger first,
        BigInteger last,
        int records,
        Instant firstArrival,
        @Nullable String payload) {}
