package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.cloudwatch.Metric;
import dev.kinesislake.lab.aws.cloudwatch.MetricSource;
import dev.kinesislake.lab.aws.cloudwatch.Sample;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics of an account: a function's {@code IteratorAge}, as its mappings have measured it since this process began, and a stream's
 * {@code IncomingRecords}.
 */
public record AccountMetrics(Account account) implements MetricSource {

    @Override
    public SortedMap<Instant, Sample> minutes(Metric metric) {
        return switch (metric.namespace() + " " + metric.name() + " "
                + String.join(" ", metric.dimensions().keySet())) {
            case "AWS/Lambda IteratorAge FunctionName" -> iteratorAge(only(metric.dimensions()));
            case "AWS/Kinesis IncomingRecords StreamName" -> incoming(only(metric.dimensions()));
            default ->
                throw new IllegalArgumentException("the metric is " + metric
                        + ", known here are IteratorAge of a function and IncomingRecords of a stream");
        };
    }

    private SortedMap<Instant, Sample> iteratorAge(String function) {
        var arn = account.functionArn(function);
        var minutes = new TreeMap<Instant, Sample>();
        for (var mapping : account.mappings().values()) {
            if (mapping.spec().functionArn().equals(arn)) {
                // The sum of ages is nothing that anybody asks for.
                mapping.iteratorAges()
                        .forEach((minute, age) -> minutes.merge(
                                minute,
                                new Sample(age.batches(), age.maxMillis(), age.maxMillis()),
                                (a, b) -> new Sample(
                                        a.count() + b.count(), a.sum() + b.sum(), Math.max(a.max(), b.max()))));
            }
        }
        return minutes;
    }

    private SortedMap<Instant, Sample> incoming(String stream) {
        var minutes = new TreeMap<Instant, Sample>();
        account.streams().list().stream()
                .filter(each -> each.name().equals(stream))
                .forEach(each -> each.incomingByMinute()
                        .forEach((minute, records) -> minutes.put(minute, new Sample(records, records, 1))));
        return minutes;
    }

    private static String only(Map<String, String> dimensions) {
        return dimensions.values().iterator().next();
    }
}
