package dev.kinesislake.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.PulumiTest;
import dev.kinesislake.app.MockAws.Declared;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AlarmsTest {

    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private static final String NAMESPACE = "kinesis-lake/consumer-function-1a2b3c4";

    private final MockAws aws = new MockAws();

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    @DisplayName(
            "Each alarm is on its own metric; missing data alarms only where it means that nobody reads the stream")
    void hasAMetricOfItsOwn() {
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:retentionHours", "48")));
        var alarms = new TreeMap<String, String>();
        aws.all(ALARM).forEach(alarm -> alarms.put(alarm.name(), line(alarm)));
        assertThat(alarms)
                .containsExactlyInAnyOrderEntriesOf(of(
                        "alarms-sealing-failed",
                        "AWS/Lambda Errors {FunctionName=sealing-function-1a2b3c4}:"
                                + " Sum in 3600 s GreaterThanThreshold 2, 1 of 1, missing is notBreaching",
                        "alarms-sealed-late",
                        "kinesis-lake/sealing-function-1a2b3c4 sealedThroughAgeSeconds null:"
                                + " Maximum in 3600 s GreaterThanThreshold 21600, 1 of 3, missing is missing",
                        "alarms-iterator-age",
                        "AWS/Lambda IteratorAge {FunctionName=consumer-function-1a2b3c4}:"
                                + " Maximum in 300 s GreaterThanThreshold 86400000, 1 of 3, missing is notBreaching",
                        "alarms-discarded",
                        "AWS/Lambda OnFailureDestinationDeliveredEventCount {EventSourceMappingUUID=consumer-mapping-id}:"
                                + " Sum in 300 s GreaterThanThreshold 0, 1 of 1, missing is notBreaching",
                        "alarms-lost",
                        "AWS/Lambda DroppedEventCount {EventSourceMappingUUID=consumer-mapping-id}:"
                                + " Sum in 300 s GreaterThanThreshold 0, 1 of 1, missing is notBreaching",
                        "alarms-not-polled",
                        "AWS/Lambda PolledEventCount {EventSourceMappingUUID=consumer-mapping-id}:"
                                + " SampleCount in 300 s LessThanThreshold 1, 3 of 3, missing is missing",
                        "alarms-function-throttled",
                        "AWS/Lambda Throttles {FunctionName=consumer-function-1a2b3c4}:"
                                + " Sum in 300 s GreaterThanThreshold 0, 3 of 3, missing is notBreaching",
                        "alarms-writes-throttled",
                        "AWS/Kinesis WriteProvisionedThroughputExceeded {StreamName=events-stream-1a2b3c4}:"
                                + " Sum in 300 s GreaterThanThreshold 0, 3 of 3, missing is notBreaching",
                        "alarms-reads-throttled",
                        "AWS/Kinesis ReadProvisionedThroughputExceeded {StreamName=events-stream-1a2b3c4}:"
                                + " Sum in 300 s GreaterThanThreshold 0, 3 of 3, missing is notBreaching",
                        "alarms-failed-ratio",
                        "[{id=rows, metric={metricName=rows, namespace=" + NAMESPACE + ", period=900.0, stat=Sum}},"
                                + " {id=failed, metric={metricName=failedRows, namespace=" + NAMESPACE
                                + ", period=900.0, stat=Sum}},"
                                + " {expression=100 * failed / (rows + failed), id=ratio, label=failed rows in percent,"
                                + " returnData=true}]: GreaterThanThreshold 5, 1 of 1, missing is notBreaching"));
    }

    @Test
    void rowsAreLateAfterADayOrHalfOfTheRetention() {
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:retentionHours", "24")));
        assertThat(named("alarms-iterator-age").inputs()).containsEntry("threshold", 43_200_000.0);
        PulumiTest.cleanup();
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:retentionHours", "8760")));
        assertThat(named("alarms-iterator-age").inputs()).containsEntry("threshold", 86_400_000.0);
    }

    @Test
    void theFailedRowsAreCountedOutOfTheFunctionsLog() {
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:failedRatioPercent", "0")));
        assertThat(aws.all(FILTER))
                .extracting(Declared::inputs)
                .isEqualTo(List.of(
                        filter("consumer", "batch stored", "failedRows"),
                        filter("consumer", "batch stored", "rows"),
                        filter("sealing", "hours sealed", "sealedThroughAgeSeconds")));
        assertThat(named("alarms-failed-ratio").inputs()).containsEntry("threshold", 0.0);
    }

    /** CloudWatch's actions follow a change of state: an alarm that treats missing data as breaching begins with one. */
    @Test
    @DisplayName("A new stack without data is silent, and one that is no longer read alarms")
    void missingData() {
        var topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:alarmTopicArn", topic)));
        assertThat(aws.all(ALARM))
                .extracting(alarm -> alarm.inputs().get("treatMissingData"))
                .doesNotContain("breaching");
        assertThat(aws.all(ALARM))
                .filteredOn(alarm -> alarm.inputs().containsKey("insufficientDataActions"))
                .allSatisfy(
                        alarm -> assertThat(alarm.inputs()).containsEntry("insufficientDataActions", List.of(topic)))
                .extracting(Declared::name)
                .containsExactly("alarms-not-polled", "alarms-sealed-late");
    }

    @Test
    @DisplayName("The topic is notified when an alarm begins and ends; without a topic there is no action")
    void notifiesTheTopic() {
        var topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:alarmTopicArn", topic)));
        assertThat(aws.all(ALARM)).hasSize(10).allSatisfy(alarm -> assertThat(alarm.inputs())
                .containsEntry("alarmActions", List.of(topic))
                .containsEntry("okActions", List.of(topic)));
        PulumiTest.cleanup();
        aws.deploy("dev", Stacks.with("dev", Map.of()));
        assertThat(aws.all(ALARM)).hasSize(10).allSatisfy(alarm -> {
            assertThat(alarm.inputs().getOrDefault("alarmActions", List.of())).isEqualTo(List.of());
            assertThat(alarm.inputs().getOrDefault("okActions", List.of())).isEqualTo(List.of());
        });
    }

    private static Map<String, String> of(String... keysAndValues) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private Declared named(String name) {
        return aws.all(ALARM).stream()
                .filter(alarm -> alarm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> filter(String component, String message, String member) {
        return Map.of(
                "logGroupName",
                component + "-log-1a2b3c4",
                "pattern",
                "{ $.message = \"" + message + "\" }",
                "metricTransformation",
                Map.of(
                        "name",
                        member,
                        "namespace",
                        "kinesis-lake/" + component + "-function-1a2b3c4",
                        "value",
                        "$." + member));
    }

    private static String line(Declared alarm) {
        var inputs = alarm.inputs();
        var what = inputs.containsKey("metricQueries")
                ? sorted(inputs.get("metricQueries")) + ":"
                : text(inputs, "namespace") + " " + text(inputs, "metricName") + " " + text(inputs, "dimensions") + ": "
                        + text(inputs, "statistic") + " in " + number(inputs, "period") + " s";
        var datapoints = inputs.containsKey("datapointsToAlarm") ? "datapointsToAlarm" : "evaluationPeriods";
        return what + " " + text(inputs, "comparisonOperator") + " " + number(inputs, "threshold") + ", "
                + number(inputs, datapoints) + " of " + number(inputs, "evaluationPeriods") + ", missing is "
                + text(inputs, "treatMissingData");
    }

    /** Maps by key, so that their text is always the same. */
    private static Object sorted(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(AlarmsTest::sorted).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, member) -> sorted.put(String.valueOf(key), sorted(Objects.requireNonNull(member))));
            return sorted;
        }
        return value;
    }

    private static String text(Map<String, Object> inputs, String key) {
        return String.valueOf(inputs.get(key));
    }

    private static String number(Map<String, Object> inputs, String key) {
        return String.format("%.0f", (Double) inputs.get(key));
    }
}
