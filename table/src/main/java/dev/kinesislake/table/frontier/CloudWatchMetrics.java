package dev.kinesislake.table.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** The metrics of a stream and of the function that consumes it, in CloudWatch. */
public record CloudWatchMetrics(CloudWatchClient cloudWatch, String stream, String function)
        implements ConsumerMetrics {

    private static final String AGES = "ages";
    private static final String BATCHES = "batches";
    private static final String INCOMING = "incoming";

    @Override
    public List<Datapoint> since(Instant from, Instant now) {
        var queries = List.of(
                query(AGES, "AWS/Lambda", "IteratorAge", "FunctionName", function, "Maximum"),
                query(BATCHES, "AWS/Lambda", "IteratorAge", "FunctionName", function, "SampleCount"),
                query(INCOMING, "AWS/Kinesis", "IncomingRecords", "StreamName", stream, "Sum"));
        var ages = new TreeMap<Instant, Double>();
        var batches = new TreeMap<Instant, Double>();
        var incoming = new TreeMap<Instant, Double>();
        cloudWatch
                .getMetricDataPaginator(get -> get.startTime(from).endTime(now).metricDataQueries(queries))
                .metricDataResults()
                .forEach(result -> add(
                        result,
                        switch (result.id()) {
                            case AGES -> ages;
                            case BATCHES -> batches;
                            default -> incoming;
                        }));
        var starts = new TreeMap<>(incoming);
        starts.putAll(batches);
        var points = new ArrayList<Datapoint>();
        for (var start : starts.keySet()) {
            points.add(new Datapoint(
                    start,
                    Math.round(batches.getOrDefault(start, 0.0)),
                    Duration.ofMillis(Math.round(ages.getOrDefault(start, 0.0))),
                    Math.round(incoming.getOrDefault(start, 0.0))));
        }
        return points;
    }

    private static void add(MetricDataResult result, TreeMap<Instant, Double> values) {
        for (int i = 0; i < result.timestamps().size(); i++) {
            values.put(result.timestamps().get(i), result.values().get(i));
        }
    }

    private static MetricDataQuery query(
            String id, String namespace, String metric, String dimension, String of, String statistic) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.period(Math.toIntExact(PERIOD.toSeconds()))
                        .stat(statistic)
                        .metric(named -> named.namespace(namespace)
                                .metricName(metric)
                                .dimensions(Dimension.builder()
                                        .name(dimension)
                                        .value(of)
                                        .build())))
                .build();
    }
}
