package dev.kinesislake.lab.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.producer.Acknowledged;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The producer with the real client, over HTTP, into two shards that take no more than AWS's do. */
class EventProducerContractTest {

    private static final int EVENTS = 5_000;
    private static final int KEYS = 1_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Every event arrives once and in the order of its key through throttled shards")
    void throttledShards() throws IOException, InterruptedException {
        try (var streams = KinesisStreams.open(
                        folder, "eu-west-1", "123456789012", InstantSource.system(), ShardLimits.AWS);
                var server = KinesisServer.start(0, streams, accessKeyId -> Permissions.ALL);
                var kinesis = client(server)) {
            streams.create(StreamSettings.provisioned("visits", 2));
            List<CompletableFuture<Acknowledged>> sent = new ArrayList<>();
            try (var producer = EventProducer.builder("visits", kinesis).build()) {
                for (int i = 0; i < EVENTS; i++) {
                    sent.add(producer.send(new OutgoingEvent("user " + i % KEYS, data(i).getBytes(UTF_8))));
                }
                producer.flush();
                assertThat(producer.counters().retried()).as("throttled").isPositive();
                assertThat(producer.counters().acknowledged()).isEqualTo(EVENTS);
            }

            var stored = read(kinesis);

            assertThat(stored).hasSize(EVENTS);
            for (int i = 0; i < EVENTS; i++) {
                assertThat(text(stored.get(sent.get(i).join()))).isEqualTo(data(i));
            }
            for (int i = KEYS; i < EVENTS; i++) {
                assertThat(sent.get(i).join().sequenceNumber())
                        .as("order of " + data(i))
                        .isGreaterThan(sent.get(i - KEYS).join().sequenceNumber());
            }
        }
    }

    @Test
    void gatheredEventsArriveOnceAndInItsKeysOrderToo() throws IOException, InterruptedException {
        try (var streams = KinesisStreams.open(
                        folder, "eu-west-1", "123456789012", InstantSource.system(), ShardLimits.AWS);
                var server = KinesisServer.start(0, streams, accessKeyId -> Permissions.ALL);
                var kinesis = client(server)) {
            streams.create(StreamSettings.provisioned("visits", 2));
            List<CompletableFuture<Acknowledged>> sent = new ArrayList<>();
            try (var producer = EventProducer.builder("visits", kinesis)
                    .gather(Duration.ofMillis(200))
                    .build()) {
                for (int i = 0; i < EVENTS; i++) {
                    sent.add(producer.send(new OutgoingEvent("user " + i % KEYS, json(i).getBytes(UTF_8))));
                }
                producer.flush();
                assertThat(producer.counters().acknowledged()).isEqualTo(EVENTS);
                assertThat(producer.counters().records()).isLessThan(EVENTS / 2);
            }

            var stored = read(kinesis);

            for (int i = 0; i < EVENTS; i++) {
                var where = sent.get(i).join();
                var data = stored.get(new Acknowledged(where.shardId(), where.sequenceNumber()));
                var index = where.subSequenceNumber();
                assertThat(index == null ? text(data) : line(data, index)).isEqualTo(json(i));
            }
            for (int i = KEYS; i < EVENTS; i++) {
                assertThat(position(sent.get(i).join()))
                        .as("order of " + data(i))
                        .isGreaterThan(position(sent.get(i - KEYS).join()));
            }
        }
    }

    private static String json(int i) {
        return "{\"event\":" + i + "}";
    }

    private static String position(Acknowledged where) {
        return "%s %05d"
                .formatted(where.sequenceNumber(), where.subSequenceNumber() == null ? 0 : where.subSequenceNumber());
    }

    private static String line(@Nullable SdkBytes gzip, int index) throws IOException {
        try (var in = new GZIPInputStream(Objects.requireNonNull(gzip).asInputStream())) {
            return new String(in.readAllBytes(), UTF_8).lines().toList().get(index);
        }
    }

    private static String text(@Nullable SdkBytes data) {
        return Objects.requireNonNull(data).asUtf8String();
    }

    private static Map<Acknowledged, SdkBytes> read(KinesisClient kinesis) {
        Map<Acknowledged, SdkBytes> stored = new HashMap<>();
        for (var shard : kinesis.listShards(list -> list.streamName("visits")).shards()) {
            var iterator = kinesis.getShardIterator(from -> from.streamName("visits")
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            for (boolean more = true; more; ) {
                var at = iterator;
                var page = kinesis.getRecords(get -> get.shardIterator(at));
                page.records()
                        .forEach(record ->
                                stored.put(new Acknowledged(shard.shardId(), record.sequenceNumber()), record.data()));
                iterator = page.nextShardIterator();
                more = !page.records().isEmpty();
            }
        }
        return stored;
    }

    private static String data(int i) {
        return "event " + i;
    }

    private static KinesisClient client(KinesisServer server) {
        return EventProducer.clientBuilder(Region.EU_WEST_1)
                .endpointOverride(server.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("me", "secret")))
                .build();
    }
}
