package dev.kinesislake.table.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What CloudWatch has counted of a stream and its consumer. */
public interface ConsumerMetrics {

    /** Of a period's datapoint. */
    Duration PERIOD = Duration.ofMinutes(5);

    /**
     * What has happened since then, period by period; periods without anything may be missing.
     *
     * @param from a multiple of the period
     */
    List<Datapoint> since(Instant from, Instant now);

    /**
     * A period.
     *
     * @param start of the period
     * @param batches how many batches the consumer was invoked with, or at least whether it was
     * @param maxAge the greatest age of such a batch's last record at that time; zero where there was none
     * @param incoming how many records the stream got
     */
    record Datapoint(Instant start, long batches, Duration maxAge, long incoming) {}
}
