package dev.kinesislake.cli.queue;

import dev.kinesislake.producer.EventProducer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a queue is sent.
 *
 * @param inFlight how many messages may be delivered and not acknowledged; the broker delivers as many ahead
 * @param maxRecordBytes the most that a record may have, partition key included
 * @param idleExit end when the queue has had nothing for so long and everything is acknowledged, and at the first message that the
 *     stream doesn't take; null goes on until it's stopped
 * @param firstRetry how long after the stream didn't take a message it's sent again; doubles until {@code longestRetry}
 */
public record QueueSettings(
        int inFlight, int maxRecordBytes, @Nullable Duration idleExit, Duration firstRetry, Duration longestRetry) {

    /** 1,000 messages in flight, and retries after 1 second to 1 minute. */
    public static QueueSettings defaults(@Nullable Duration idleExit) {
        return new QueueSettings(
                1_000, EventProducer.DEFAULT_MAX_RECORD_BYTES, idleExit, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
