package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.Handler;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import dev.kinesislake.lab.aws.lambda.CodePackage;
import dev.kinesislake.lab.aws.lambda.Credentials;
import dev.kinesislake.lab.aws.lambda.FunctionSpec;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import dev.kinesislake.lab.aws.lambda.RuntimeClient;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of systems like this one complain about most: data that waits for more data, a poison record that stops a shard, a dead
 * letter that is lost, memory that grows, thousands of tiny files. That the failed bucket refuses a failed row is
 * {@code EndToEndTest}'s.
 */
class WhatUsersComplainAboutTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Path HOME = Path.of(System.getProperty("lake.home"));
    private static final ErrorHandling ASKED_FOR =
            new ErrorHandling(true, 3, ErrorHandling.ENDLESS, true, Specs.BUCKET);

    private final List<EventSourceMapping> mappings = new ArrayList<>();
    private final FakeBucket bucket = new FakeBucket(2);

    @AfterEach
    void closeAll() {
        mappings.forEach(EventSourceMapping::abandon);
    }

    @Test
    @DisplayName("A single event of a quiet stream is stored when its window ends, without waiting for another")
    void aSingleEvent() throws InterruptedException {
        var time = FakeTime.passing();
        var shard = new FakeShard(time, Specs.SHARD).put("visitor", event("Electronics"));
        time.after(Duration.ofDays(1), shard::close);
        var objects = new ConsumerObjects(time);

        drain(new Batching(5_000, 30, 1, 0), time, shard, objects);

        assertThat(objects.invocations()).containsExactly(FakeTime.START.plusSeconds(30));
        assertThat(objects.keys())
                .containsExactly("events/section=Electronics/dt=2026-11-23/hour=11/shardId-000000000000-1000.parquet");
    }

    @Test
    @DisplayName(
            "A record that always kills the function neither stops its shard nor is lost, even if the failed bucket is down at first")
    void aRecordThatKillsTheFunction() throws InterruptedException {
        var time = FakeTime.standing();
        var shard = new FakeShard(time, Specs.SHARD);
        IntStream.range(0, 500).forEach(i -> shard.putAll(i == 250 ? "poison" : "record " + i));
        var function = FakeFunction.failingOn("poison");

        var mapping = drain(new Batching(100, 0, 1, 0), time, shard, function);

        assertThat(function.done())
                .isEqualTo(IntStream.range(0, 500)
                        .filter(i -> i != 250)
                        .mapToObj(i -> "record " + i)
                        .toList());
        assertThat(bucket.refused()).hasSize(2).allMatch(bucket.objects()::containsKey);
        assertThat(bucket.objects().values()).singleElement().satisfies(json -> assertThat(json)
                .contains("\"batchSize\":1,")
                .contains("\"startSequenceNumber\":\"1250\",\"endSequenceNumber\":\"1250\""));
        assertThat(mapping.progress().counters().recordsDropped()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHundredInvalidRecordsTakeNoRetryAndHoldUpNothing(@TempDir Path folder) throws Exception {
        var time = FakeTime.standing();
        var shard = new FakeShard(time, Specs.SHARD);
        IntStream.range(0, 100).forEach(i -> shard.put("visitor", "broken " + i));
        shard.put("visitor", event("Electronics"));

        try (var s3 = new FakeS3();
                var function = consumer(folder, s3, 256)) {
            var mapping = drain(new Batching(10, 0, 1, 0), time, shard, function);

            assertThat(s3.paths())
                    .hasSize(11)
                    .contains(
                            "/lake/events/section=Electronics/dt=2026-11-23/hour=11/shardId-000000000000-1100.parquet")
                    .contains(
                            "/failed/failed/reason=malformed-json/dt=2026-11-23/hour=11/shardId-000000000000-1000.ndjson.gz");
            assertThat(mapping.progress().counters()).isEqualTo(new MappingCounters(11, 0, 0, 101, 0, 0, 0));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("Memory grows neither with a batch's sections nor with the number of batches")
    void memory(@TempDir Path folder) throws Exception {
        int memoryMb = 128;
        try (var s3 = new FakeS3();
                var function = consumer(folder, s3, memoryMb)) {
            answers(function, batch(10_000, i -> event("S" + i)));
            assertThat(s3.paths()).hasSize(10_000);

            // Four times the function's memory.
            var large = "x".repeat(4_000);
            var batch = batch(1_000, i -> event("S" + i % 3).replace("Click Here", large));
            for (int sent = 0; sent < 4 * memoryMb; sent += batch.length >> 20) {
                answers(function, batch);
            }
        }
    }

    @Test
    void aQuietStreamHasAsManyObjectsAsTheDocumentationSays() throws InterruptedException, IOException {
        var table = new StringBuilder();
        for (var settings : List.of(
                new Quiet(1, 1, 3),
                new Quiet(5, 1, 3),
                new Quiet(30, 1, 3),
                new Quiet(60, 1, 3),
                new Quiet(300, 1, 3),
                new Quiet(60, 1, 1),
                new Quiet(60, 1, 30),
                new Quiet(60, 4, 3),
                new Quiet(300, 4, 3),
                new Quiet(60, 40, 3),
                new Quiet(300, 40, 3))) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %,d |\n",
                    settings.window,
                    settings.shards,
                    settings.sections,
                    objectsAnHour(settings)));
        }
        assertThat(Files.readString(HOME.resolve("docs/reading-the-lake.md"))).contains(table);
    }

    private record Quiet(int window, int shards, int sections) {}

    /** Of one event a second, whose visitors and sections are random. */
    private int objectsAnHour(Quiet settings) throws InterruptedException {
        int objects = 0;
        for (int shardNumber = 0; shardNumber < settings.shards; shardNumber++) {
            var random = new Random(145);
            var time = FakeTime.passing();
            var shard = new FakeShard(time, "shardId-%012d".formatted(shardNumber));
            for (int second = 0; second < 3_600; second++) {
                var section = "S" + random.nextInt(settings.sections);
                if (random.nextInt(settings.shards) == shardNumber) {
                    time.after(Duration.ofSeconds(second), () -> shard.put("visitor", event(section)));
                }
            }
            var over = new CountDownLatch(1);
            time.after(Duration.ofHours(1), () -> {
                shard.close();
                over.countDown();
            });
            var consumer = new ConsumerObjects(time);
            var mapping = started(new Batching(5_000, settings.window, 1, 0), time, shard, consumer);
            over.await();
            assertThat(mapping.awaitDrained(LONG)).isTrue();
            mapping.close();
            objects += consumer.keys().size();
        }
        return objects;
    }

    /** Runs a mapping until all records that the shard has by now are done. */
    private EventSourceMapping drain(Batching batching, FakeTime time, FakeShard shard, Invoker function)
            throws InterruptedException {
        var mapping = started(batching, time, shard, function);
        assertThat(mapping.awaitDrained(LONG)).isTrue();
        return mapping;
    }

    private EventSourceMapping started(Batching batching, FakeTime time, FakeShard shard, Invoker function) {
        var mapping = new EventSourceMapping(
                Specs.spec(batching, ASKED_FOR),
                new MappingConnections(Specs.ROLE, Permissions.ALL, () -> List.of(shard), function, arn -> bucket),
                List.of(),
                time.timing(),
                UUID::randomUUID);
        mappings.add(mapping);
        mapping.start();
        return mapping;
    }

    /** The packaged function in a JVM of its own. */
    private static LambdaFunction consumer(Path folder, FakeS3 s3, int memoryMb) throws IOException {
        var built = HOME.resolve("function/target");
        var code = CodePackage.unpack(
                Map.of(".", built.resolve("classes"), "lib", built.resolve("lib")), folder.resolve("code"));
        var spec = new FunctionSpec(
                Specs.FUNCTION,
                Handler.NAME,
                code,
                new ConsumerConfig("lake", "failed", Set.of(), 16).toEnvironment(),
                memoryMb,
                Duration.ofMinutes(2),
                new Credentials("test", "test", null),
                Map.of("AWS_ENDPOINT_URL_S3", s3.endpoint()),
                new LogGroup(
                        folder.resolve("logs"), "eu-central-1", "000000000000", "/aws/lambda/it", Permissions.ALL));
        return new LambdaFunction(
                spec, RuntimeClient.AWS, 1, folder.resolve("scratch"), Clock.systemUTC(), UUID::randomUUID);
    }

    private static void answers(Invoker function, byte[] batch) throws InterruptedException {
        var outcome = function.invoke(batch);

        assertThat(outcome).isInstanceOf(Invoker.Returned.class);
        assertThat(new String(((Invoker.Returned) outcome).payload(), UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    }

    /** An invocation of nearly 6 MB. */
    private static byte[] batch(int records, IntFunction<String> data) {
        var spec = Specs.spec(Batching.DEFAULT, ASKED_FOR);
        var batch = IntStream.range(0, records)
                .mapToObj(i -> new BatchRecord(
                        i,
                        new StreamRecord(
                                "" + (1000 + i),
                                "visitor",
                                FakeTime.START,
                                data.apply(i).getBytes(UTF_8))))
                .toList();
        var invocation = new KinesisEventWriter(Specs.SHARD, spec, Specs.ROLE).write(Batch.of(batch));
        assertThat(invocation.length).isBetween(5_000_000, (int) KinesisEventWriter.MAX_BYTES);
        return invocation;
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"145\",\"section\":\"" + section
                + "\"},\"payload\":{\"text\":{\"data\":\"Click Here\"}}}";
    }
}
