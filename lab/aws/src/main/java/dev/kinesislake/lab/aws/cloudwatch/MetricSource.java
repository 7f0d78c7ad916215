package dev.kinesislake.lab.aws.cloudwatch;

import java.time.Instant;
import java.util.SortedMap;

/** What has been measured. */
@FunctionalInterface
public interface MetricSource {

    /**
     * A metric's minutes; none where nothing was measured.
     *
     * @throws IllegalArgumentException if nobody measures such a metric here
     */
    SortedMap<Instant, Sample> minutes(Metric metric);
}
