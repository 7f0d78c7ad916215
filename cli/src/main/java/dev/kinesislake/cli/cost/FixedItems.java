package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.DeclaredResource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What costs the same at every load, counted from what the program declares.
 *
 * @param alarmMetrics CloudWatch bills an alarm by the metrics that it looks at
 * @param customMetrics those of log metric filters, and those that the mapping was asked for
 */
public record FixedItems(int alarmMetrics, int customMetrics) {

    /**
     * Metrics that {@code EventCount} makes of a Kinesis mapping (AWS Lambda Developer Guide, "Types of metrics for Lambda functions"):
     * polled, filtered out, invoked, failed to invoke, dropped and delivered to the on-failure destination.
     */
    private static final int METRICS_PER_EVENT_COUNT = 6;

    static FixedItems of(List<DeclaredResource> resources) {
        int alarmMetrics = 0;
        int customMetrics = 0;
        for (var resource : resources) {
            switch (resource.type()) {
                case "aws:cloudwatch/metricAlarm:MetricAlarm" -> alarmMetrics += alarmMetrics(resource.inputs());
                case "aws:cloudwatch/logMetricFilter:LogMetricFilter" -> customMetrics++;
                case "aws:lambda/eventSourceMapping:EventSourceMapping" ->
                    customMetrics += resource.inputs().containsKey("metricsConfig") ? METRICS_PER_EVENT_COUNT : 0;
                default -> {}
            }
        }
        return new FixedItems(alarmMetrics, customMetrics);
    }

    /** One that computes with metrics has a query for each, and one for the result. */
    private static int alarmMetrics(Map<String, Object> alarm) {
        return alarm.get("metricQueries") instanceof Collection<?> queries
                ? (int) queries.stream()
                        .filter(query -> query instanceof Map<?, ?> of && of.containsKey("metric"))
                        .count()
                : 1;
    }
}
