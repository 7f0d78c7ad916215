package dev.kinesislake.app;

import com.pulumi.aws.cloudwatch.LogMetricFilter;
import com.pulumi.aws.cloudwatch.LogMetricFilterArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.LogMetricFilterMetricTransformationArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.kinesislake.app.config.AlarmConfig;
import dev.kinesislake.app.config.StreamConfig;
import dev.kinesislake.function.BatchLog;
import dev.kinesislake.table.function.SealLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reports that rows are late, refused or discarded; docs/runbook.md says what to do then. The metrics are those of "Types of
 * metrics for Lambda functions" (AWS Lambda Developer Guide) and "Monitor the Amazon Kinesis Data Streams service with Amazon
 * CloudWatch" (its Developer Guide), and some that CloudWatch takes out of the functions' logs.
 *
 * <p>A quiet stream has no data, which is OK for all alarms but {@code not-polled}: Lambda counts empty polls, too. That one and
 * {@code sealed-late} report insufficient data.
 */
final class Alarms extends ComponentResource {

    private static final int PERIOD_SECONDS = 300;
    private static final int RATIO_PERIOD_SECONDS = 900;
    private static final int SEALING_PERIOD_SECONDS = 3600;

    /** Two hours are usual: one that begins, and what the consumer may take. */
    private static final Duration MAX_SEALED_AGE = Duration.ofHours(6);

    private final String name;
    private final List<String> actions;
    private final Map<String, String> tags;

    Alarms(
            String name,
            EventStream events,
            Consumer consumer,
            StreamConfig stream,
            AlarmConfig config,
            Map<String, String> tags) {
        super("kinesis-lake:app:Alarms", name);
        this.name = name;
        this.actions = config.topicArn().map(List::of).orElse(List.of());
        this.tags = tags;
        late(consumer.functionName(), stream);
        discarded(consumer.eventSourceMappingId());
        throttled(events.streamName(), consumer.functionName());
        refused(consumer, config);
        registerOutputs(Map.of());
    }

    private void late(Output<String> function, StreamConfig stream) {
        alarm(
                "iterator-age",
                "Rows are late: a day or half of the stream's retention has passed, and records that outlive it are lost",
                lambda("IteratorAge", function)
                        .statistic("Maximum")
                        .threshold((double) Math.min(
                                Duration.ofDays(1).toMillis(),
                                Duration.ofHours(stream.retentionHours()).toMillis() / 2))
                        // Between two tries of a batch there may be periods without any data.
                        .evaluationPeriods(3)
                        .datapointsToAlarm(1));
    }

    private void discarded(Output<String> mapping) {
        alarm(
                "discarded",
                "Lambda has discarded a batch, which waits in the failed bucket below aws/lambda/",
                mapping("OnFailureDestinationDeliveredEventCount", mapping).evaluationPeriods(1));
        alarm(
                "lost",
                "Lambda has discarded a batch and could not store it in the failed bucket: its records are only in the stream",
                mapping("DroppedEventCount", mapping).evaluationPeriods(1));
        alarm(
                "not-polled",
                "Nobody reads the stream: the event source mapping is off, or its role may no longer read",
                mapping("PolledEventCount", mapping)
                        .statistic("SampleCount")
                        .comparisonOperator("LessThanThreshold")
                        .threshold(1.0)
                        // An alarm begins with insufficient data, and reports changes only: a new stack reports
                        // nothing.
                        .treatMissingData("missing")
                        .insufficientDataActions(actions)
                        .evaluationPeriods(3));
    }

    /** What is throttled for a moment is tried again; it's the lasting that slows the flow. */
    private void throttled(Output<String> stream, Output<String> function) {
        alarm(
                "function-throttled",
                "Lambda runs as many functions as the account may, so that batches wait",
                lambda("Throttles", function).evaluationPeriods(3));
        alarm(
                "writes-throttled",
                "Producers send more than the stream's shards take, and have to try again",
                kinesis("WriteProvisionedThroughputExceeded", stream).evaluationPeriods(3));
        alarm(
                "reads-throttled",
                "Readers ask for more than the stream's shards give, so that batches wait",
                kinesis("ReadProvisionedThroughputExceeded", stream).evaluationPeriods(3));
    }

    private void refused(Consumer consumer, AlarmConfig config) {
        var namespace = consumer.functionName().applyValue(function -> "kinesis-lake/" + function);
        var rows = count("rows", BatchLog.STORED, BatchLog.ROWS, namespace, consumer.logGroupName());
        var failed = count("failed-rows", BatchLog.STORED, BatchLog.FAILED_ROWS, namespace, consumer.logGroupName());
        alarm(
                "failed-ratio",
                "More rows than usual are no valid events; the failed bucket has them by reason below failed/",
                MetricAlarmArgs.builder()
                        .metricQueries(
                                query("rows", BatchLog.ROWS, namespace),
                                query("failed", BatchLog.FAILED_ROWS, namespace),
                                MetricAlarmMetricQueryArgs.builder()
                                        .id("ratio")
                                        .label("failed rows in percent")
                                        .expression("100 * failed / (rows + failed)")
                                        .returnData(true)
                                        .build())
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold((double) config.failedRatioPercent())
                        .treatMissingData("notBreaching")
                        .evaluationPeriods(1),
                rows,
                failed);
    }

    /** Reports that the table of sealed hours falls behind. */
    void sealing(Sealing sealing) {
        alarm(
                "sealing-failed",
                "The function that seals hours fails, with each of its retries",
                lambda("Errors", sealing.functionName())
                        .period(SEALING_PERIOD_SECONDS)
                        .threshold(2.0)
                        .evaluationPeriods(1));
        var namespace = sealing.functionName().applyValue(function -> "kinesis-lake/" + function);
        var age = count("sealed-age", SealLog.SEALED, SealLog.SEALED_THROUGH_AGE, namespace, sealing.logGroupName());
        alarm(
                "sealed-late",
                "No hour was sealed for long: the consumer is behind, a discarded batch waits, an hour can't be built,"
                        + " or nothing seals",
                MetricAlarmArgs.builder()
                        .namespace(namespace)
                        .metricName(SealLog.SEALED_THROUGH_AGE)
                        .period(SEALING_PERIOD_SECONDS)
                        .statistic("Maximum")
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold((double) MAX_SEALED_AGE.toSeconds())
                        // As for not-polled: a new stack reports nothing.
                        .treatMissingData("missing")
                        .insufficientDataActions(actions)
                        .evaluationPeriods(3)
                        .datapointsToAlarm(1),
                age);
    }

    /** Takes a number out of the log's lines with a message, under the number's own name. */
    private LogMetricFilter count(
            String suffix, String message, String member, Output<String> namespace, Output<String> log) {
        return new LogMetricFilter(
                name + "-" + suffix,
                LogMetricFilterArgs.builder()
                        .logGroupName(log)
                        .pattern("{ $.message = \"" + message + "\" }")
                        .metricTransformation(
                                namespace.applyValue(of -> LogMetricFilterMetricTransformationArgs.builder()
                                        .name(member)
                                        .namespace(of)
                                        .value("$." + member)
                                        .build()))
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
    }

    private static MetricAlarmMetricQueryArgs query(String id, String metric, Output<String> namespace) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(namespace)
                        .metricName(metric)
                        .stat("Sum")
                        .period(RATIO_PERIOD_SECONDS)
                        .build())
                .build();
    }

    private static MetricAlarmArgs.Builder lambda(String metric, Output<String> function) {
        return above("AWS/Lambda", metric, "FunctionName", function);
    }

    private static MetricAlarmArgs.Builder mapping(String metric, Output<String> mapping) {
        return above("AWS/Lambda", metric, "EventSourceMappingUUID", mapping);
    }

    private static MetricAlarmArgs.Builder kinesis(String metric, Output<String> stream) {
        return above("AWS/Kinesis", metric, "StreamName", stream);
    }

    /** An alarm on anything above zero. */
    private static MetricAlarmArgs.Builder above(String namespace, String metric, String dimension, Output<String> of) {
        return MetricAlarmArgs.builder()
                .namespace(namespace)
                .metricName(metric)
                .dimensions(of.applyValue(value -> Map.of(dimension, value)))
                .period(PERIOD_SECONDS)
                .statistic("Sum")
                .comparisonOperator("GreaterThanThreshold")
                .threshold(0.0)
                .treatMissingData("notBreaching");
    }

    private void alarm(String suffix, String description, MetricAlarmArgs.Builder args, Resource... after) {
        new MetricAlarm(
                name + "-" + suffix,
                args.alarmDescription(description + " (docs/runbook.md, \"Alarms\")")
                        .alarmActions(actions)
                        .okActions(actions)
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder().parent(this).dependsOn(after).build());
    }
}
