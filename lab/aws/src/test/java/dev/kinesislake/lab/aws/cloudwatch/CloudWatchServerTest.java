package dev.kinesislake.lab.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** CloudWatch as AWS's own client sees it. */
class CloudWatchServerTest {

    private static final Metric KNOWN = new Metric("AWS/Lambda", "IteratorAge", Map.of("FunctionName", "consumer"));

    private final TreeMap<Instant, Sample> minutes = new TreeMap<>();

    @AutoClose
    private final CloudWatchServer server;

    @AutoClose
    private final CloudWatchClient client;

    private boolean isAllowed = true;

    CloudWatchServerTest() throws IOException {
        MetricSource metrics = metric -> {
            if (!metric.equals(KNOWN)) {
                throw new IllegalArgumentException("unknown metric " + metric.name());
            }
            return minutes;
        };
        server = CloudWatchServer.start(0, metrics, id -> (Permissions) (action, resource) -> isAllowed);
        client = CloudWatchClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Test
    @DisplayName("values of a period are put together, the newest period first, and none is made up")
    void periods() {
        minutes.put(at("11:59"), new Sample(1, 100, 100));
        minutes.put(at("12:00"), new Sample(1, 5, 5));
        minutes.put(at("12:04"), new Sample(2, 8, 7));
        minutes.put(at("12:11"), new Sample(1, 1, 1));
        minutes.put(at("12:15"), new Sample(1, 100, 100));

        for (var expected : Map.of(
                        "Maximum", List.of(1.0, 7.0), "SampleCount", List.of(1.0, 3.0), "Sum", List.of(1.0, 13.0))
                .entrySet()) {
            var result = get("IteratorAge", expected.getKey());
            assertThat(result.id()).isEqualTo("ages");
            assertThat(result.timestamps()).containsExactly(at("12:10"), at("12:00"));
            assertThat(result.values()).isEqualTo(expected.getValue());
        }
    }

    @Test
    void aMetricThatNobodyMeasuresIsAnError() {
        assertThatThrownBy(() -> get("Errors", "Sum"))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("unknown metric Errors");
    }

    @Test
    void aCallerNeedsThePermission() {
        isAllowed = false;
        assertThatThrownBy(() -> get("IteratorAge", "Sum"))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("not authorized to perform: cloudwatch:GetMetricData");
    }

    private MetricDataResult get(String metric, String statistic) {
        var of = Dimension.builder().name("FunctionName").value("consumer").build();
        var query = MetricDataQuery.builder()
                .id("ages")
                .metricStat(stat -> stat.period(300).stat(statistic).metric(named -> named.namespace("AWS/Lambda")
                        .metricName(metric)
                        .dimensions(of)))
                .build();
        return client.getMetricData(
                        get -> get.startTime(at("12:00")).endTime(at("12:15")).metricDataQueries(query))
                .metricDataResults()
                .get(0);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-29T" + time + ":00Z");
    }
}
