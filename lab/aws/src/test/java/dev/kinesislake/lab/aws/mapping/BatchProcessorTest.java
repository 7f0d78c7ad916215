package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {

    private static final String FOLDER = "aws/lambda/6f1c2b1e-0000-4000-8000-000000000001/shardId-000000000000/";

    private final FakeTime time = FakeTime.standing();
    private final FakeShard shard = new FakeShard(time, Specs.SHARD);
    private final FakeBucket bucket = new FakeBucket(0);
    private final MappingStatus status = new MappingStatus();
    private final List<Long> left = new ArrayList<>();
    private final AtomicInteger uuids = new AtomicInteger();

    @Test
    void aBatchThatSucceedsIsInvokedOnce() throws InterruptedException {
        var function = FakeFunction.succeeding();

        process(function, ErrorHandling.DEFAULT, "a", "b");

        assertThat(function.batches()).containsExactly(List.of("a", "b"));
        assertThat(time.pauses()).isEmpty();
        assertThat(status.lastProcessingResult()).isEqualTo("OK");
        assertThat(status.counters()).isEqualTo(new MappingCounters(1, 0, 0, 2, 0, 0, 0));
    }

    @Test
    void bisectingFindsTheOneRecordThatFailsAndKeepsTheOrder() throws InterruptedException {
        var function = FakeFunction.failingOn("poison");

        process(function, errorHandling(true, 1, ErrorHandling.ENDLESS), "a", "b", "c", "poison", "e", "f");

        assertThat(function.batches())
                .containsExactly(
                        List.of("a", "b", "c", "poison", "e", "f"),
                        List.of("a", "b", "c"),
                        List.of("poison", "e", "f"),
                        List.of("poison"),
                        List.of("poison"),
                        List.of("e", "f"));
        assertThat(function.done()).containsExactly("a", "b", "c", "e", "f");
        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"approximateInvokeCount\":4")
                .contains("\"batchSize\":1")
                .contains("\"startSequenceNumber\":\"1003\",\"endSequenceNumber\":\"1003\""));
        assertThat(left).containsExactly(0L, 3L, 3L, 3L, 4L);
        // A success in between ends the doubling.
        assertThat(time.pauses())
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(status.counters()).isEqualTo(new MappingCounters(6, 5, 2, 5, 1, 1, 0));
    }

    @Test
    void theReportedRecordAndThoseBehindItAreRetried() throws InterruptedException {
        var attempts = new AtomicInteger();
        var function = new FakeFunction(batch -> attempts.incrementAndGet() == 1
                ? "{\"batchItemFailures\":[{\"itemIdentifier\":\"1002\"}]}"
                : "{\"batchItemFailures\":[]}");

        process(function, errorHandling(false, 1, ErrorHandling.ENDLESS), "a", "b", "c", "d");

        assertThat(function.batches()).containsExactly(List.of("a", "b", "c", "d"), List.of("c", "d"));
        assertThat(left).containsExactly(2L);
        assertThat(status.counters()).isEqualTo(new MappingCounters(2, 1, 0, 4, 0, 0, 0));
    }

    @Test
    void whatIsDiscardedStandsInTheBucketAsAwsWritesIt() throws InterruptedException {
        process(FakeFunction.failingOn("b"), errorHandling(false, 2, ErrorHandling.ENDLESS), "a", "b");

        // Two pauses, of 100 and 200 ms, after 11:33:31.123.
        assertThat(bucket.objects())
                .isEqualTo(Map.of(
                        FOLDER + "2026/11/23/2026-11-23T11.33.31-00000000-0000-0000-0000-000000000001",
                        """
                        {"requestContext":{"requestId":"request-3",\
                        "functionArn":"arn:aws:lambda:eu-central-1:000000000000:function:consumer",\
                        "condition":"RetryAttemptsExhausted","approximateInvokeCount":3},\
                        "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},\
                        "version":"1.0","timestamp":"2026-11-23T11:33:31.423Z",\
                        "KinesisBatchInfo":{"shardId":"shardId-000000000000","startSequenceNumber":"1000",\
                        "endSequenceNumber":"1001","approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z",\
                        "approximateArrivalOfLastRecord":"2026-11-23T11:33:31.123Z","batchSize":2,\
                        "streamArn":"arn:aws:kinesis:eu-central-1:000000000000:stream/events"},\
                        "payload":"%s"}""".formatted(event().replace("\"", "\\\""))));
        assertThat(status.lastProcessingResult()).isEqualTo("PROBLEM: Function call failed");
    }

    @Test
    void aResponseThatKeepsReportingFailureHasNoFunctionError() throws InterruptedException {
        process(
                new FakeFunction(batch -> "{\"batchItemFailures\":[{\"itemIdentifier\":\"1001\"}]}"),
                errorHandling(false, 1, ErrorHandling.ENDLESS),
                "a",
                "b");

        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"},")
                .contains("\"startSequenceNumber\":\"1001\""));
    }

    @Test
    void recordsThatGrowTooOldWhileTheyAreRetriedAreDiscardedAlone() throws InterruptedException {
        shard.putAll("old");
        time.advance(Duration.ofSeconds(30));
        var function = FakeFunction.failingOn("old");

        process(function, errorHandling(false, ErrorHandling.ENDLESS, 60), "young");

        assertThat(function.done()).containsExactly("young");
        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"condition\":\"RecordAgeExceeded\"")
                .contains("\"batchSize\":1")
                .contains("\"startSequenceNumber\":\"1000\"")
                .doesNotContain("responseContext"));
        // Doubling from 100 ms on, but never above the longest.
        assertThat(time.pauses().subList(0, 6))
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
    }

    @Test
    void recordsThatAreTooOldFromTheStartNeverReachTheFunction() throws InterruptedException {
        shard.putAll("old");
        time.advance(Duration.ofSeconds(60));
        var function = FakeFunction.succeeding();

        process(function, errorHandling(false, 3, 60), "young");

        assertThat(function.batches()).containsExactly(List.of("young"));
        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"requestId\":\"00000000-0000-0000-0000-000000000001\"")
                .contains("\"condition\":\"RecordAgeExceeded\",\"approximateInvokeCount\":0}"));
    }

    @Test
    void aRecordTooLargeForAnInvocationGoesToTheDestination() throws InterruptedException {
        shard.put("large", new byte[5_000_000]);
        var function = FakeFunction.succeeding();

        process(function, errorHandling(true, 3, ErrorHandling.ENDLESS));

        assertThat(function.batches()).isEmpty();
        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"condition\":\"RetryAttemptsExhausted\",\"approximateInvokeCount\":0}")
                .doesNotContain("responseContext"));
        assertThat(status.lastProcessingResult())
                .startsWith("PROBLEM: record 1000 of shardId-000000000000 makes an event of 66");
    }

    @Test
    void anOutageOfTheDestinationDropsNothing() throws InterruptedException {
        var down = new FakeBucket(3);

        process(FakeFunction.failingOn("a"), errorHandling(false, 0, ErrorHandling.ENDLESS), down, "a");

        var key = FOLDER + "2026/11/23/2026-11-23T11.33.31-00000000-0000-0000-0000-000000000001";
        assertThat(down.refused()).containsExactly(key, key, key);
        assertThat(down.objects()).containsOnlyKeys(key);
        assertThat(time.pauses()).hasSize(3);
    }

    @Test
    void withoutADestinationADiscardedBatchIsDropped() throws InterruptedException {
        process(FakeFunction.failingOn("a"), new ErrorHandling(false, 0, ErrorHandling.ENDLESS, false, null), "a", "b");

        assertThat(bucket.objects()).isEmpty();
        assertThat(status.counters()).isEqualTo(new MappingCounters(1, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void aFunctionThatCanNotBeReachedTakesNoRetries() throws InterruptedException {
        var failures = new AtomicInteger(5);
        var function = FakeFunction.succeeding();
        Invoker unreachable = event -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no environment");
            }
            return function.invoke(event);
        };

        process(unreachable, errorHandling(true, 0, ErrorHandling.ENDLESS), "a", "b");

        assertThat(function.batches()).containsExactly(List.of("a", "b"));
        assertThat(bucket.objects()).isEmpty();
        assertThat(status.counters()).isEqualTo(new MappingCounters(1, 0, 0, 2, 0, 0, 0));
    }

    private void process(Invoker function, ErrorHandling errorHandling, String... data) throws InterruptedException {
        process(function, errorHandling, bucket, data);
    }

    private void process(Invoker function, ErrorHandling errorHandling, FakeBucket destination, String... data)
            throws InterruptedException {
        var spec = Specs.spec(Batching.DEFAULT, errorHandling);
        var batch = Specs.batch(shard.putAll(data));
        new BatchProcessor(
                        Specs.SHARD,
                        spec,
                        new KinesisEventWriter(Specs.SHARD, spec, Specs.ROLE),
                        function,
                        errorHandling.onFailureDestination() == null ? null : destination,
                        time.timing(),
                        () -> new UUID(0, uuids.incrementAndGet()),
                        status,
                        new WorkGuard())
                .process(batch, next -> left.add(next.firstOffset()));
    }

    private String event() {
        var spec = Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT);
        return new String(
                new KinesisEventWriter(Specs.SHARD, spec, Specs.ROLE).write(Specs.batch(shard)),
                StandardCharsets.UTF_8);
    }

    private static ErrorHandling errorHandling(boolean bisect, int retries, int age) {
        return new ErrorHandling(bisect, retries, age, true, Specs.BUCKET);
    }
}
