package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** A producer that gathers, up to what a reader finds on the stream. */
@SuppressWarnings("FutureReturnValueIgnored") // what the stream holds tells more
class GatheringTest {

    private static final int EVENTS = 4_000;
    private static final int KEYS = 200;

    private final FakeTime time = new FakeTime();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName(
            "every event is stored once and in its key's order, however many records are refused and shards change")
    void everyEventOnce(long seed) throws InterruptedException {
        // This stream's shards aren't ranges, so what the producer has learned of them is wrong over and over.
        var stream = new FakeStream(seed).refusing(0.4);
        var acknowledged = new ArrayList<CompletableFuture<Acknowledged>>();
        try (var producer = gathering(stream, seed).build()) {
            for (int i = 0; i < EVENTS; i++) {
                acknowledged.add(producer.send(event(i)));
            }
            producer.flush();

            var records = stream.stored();
            var counters = producer.counters();
            assertThat(counters)
                    .isEqualTo(new Counters(
                            EVENTS,
                            IntStream.range(0, EVENTS)
                                    .mapToLong(i -> event(i).data().length)
                                    .sum(),
                            records.size(),
                            records.stream()
                                    .mapToLong(each -> each.bytes().asByteArrayUnsafe().length)
                                    .sum(),
                            counters.retried(),
                            0,
                            0));
            assertThat(records.size()).isLessThan(EVENTS);
        }
        assertThat(inOrder(events(stream))).isEqualTo(inOrder(sent()));
        var positions = new HashMap<String, Acknowledged>();
        for (var record : stream.stored()) {
            var events = readable(record.bytes().asByteArrayUnsafe());
            for (int i = 0; i < events.size(); i++) {
                positions.put(
                        events.get(i),
                        new Acknowledged(
                                record.position().shardId(),
                                record.position().sequenceNumber(),
                                events.size() == 1 ? null : (Integer) i));
            }
        }
        for (int i = 0; i < EVENTS; i++) {
            assertThat(acknowledged.get(i).join()).isEqualTo(positions.get(text(event(i))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("a record without an answer is repeated whole, and each of its events counted")
    void unanswered(long seed) throws InterruptedException {
        var stream = new FakeStream(seed).refusing(0.1).after(random -> {
            if (random.nextInt(3) == 0) {
                throw SdkClientException.create("no answer", new SocketTimeoutException("Read timed out"));
            }
        });
        Counters counters;
        try (var producer = gathering(stream, seed).build()) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(event(i));
            }
            producer.flush();
            counters = producer.counters();
        }
        var events = events(stream);

        assertThat(inOrder(new ArrayList<>(new LinkedHashSet<>(events)))).isEqualTo(inOrder(sent()));
        assertThat(counters.acknowledged()).isEqualTo(EVENTS);
        assertThat((long) events.size() - EVENTS).isPositive();
        assertThat(events.stream()
                        .filter(event -> events.indexOf(event) != events.lastIndexOf(event))
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(counters.uncertain());
    }

    @Test
    @DisplayName("a record's events all belong to the shard that has it, and its key leads there")
    void recordsBelongToShards() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
        send(stream, IntStream.range(0, 40_000).mapToObj(i -> "visitor " + i).toList());

        var taken = stream.taken();
        assertThat(taken.size()).isLessThan(2_000);
        for (var record : taken) {
            var keys = Unpacked.events(record.data().asByteArrayUnsafe()).stream()
                    .map(GatheringTest::key)
                    .toList();
            assertThat(keys).contains(record.partitionKey());
            assertThat(keys).allSatisfy(key -> assertThat("shardId-" + ThrottledStream.shardOf(key, 4))
                    .isEqualTo(record.shardId()));
        }
    }

    @Test
    @DisplayName("a stream at its limit of bytes is kept there, and refuses little")
    void atTheLimitOfBytes() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 1_000).bytes(150_000);
        var random = new SplittableRandom(1);
        var keys = IntStream.range(0, 120_000)
                .mapToObj(i -> Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(3))
                        + Long.toHexString(random.nextLong())
                        + i)
                .toList();

        send(stream, keys, 100_000);

        long bytes = stream.taken().stream()
                .mapToLong(record -> record.data().asByteArrayUnsafe().length)
                .sum();
        var last = stream.taken().get(stream.taken().size() - 1);
        // Each shard takes a second's worth at once.
        double least = (double) bytes / 300_000 - 1;
        assertThat((double) last.at() / 1e9).isBetween(least, 1.15 * least + 1);
        assertThat(stream.refusals()).isLessThan(stream.taken().size() / 10);
    }

    @Test
    @DisplayName("the order of a key is kept while shards are split and merged")
    void reshard() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 1_000).bytes(10_000);
        stream.after(Duration.ofSeconds(2), () -> stream.reshard(500, 1_000, 100))
                .after(Duration.ofSeconds(4), () -> stream.reshard(1_000));
        var random = new SplittableRandom(1);
        var keys = IntStream.range(0, 40_000)
                .mapToObj(event -> "visitor " + random.nextInt(5_000))
                .toList();

        var answers = send(stream, keys);

        var last = new HashMap<String, Long>();
        for (int i = 0; i < keys.size(); i++) {
            long position = position(answers.get(i));
            assertThat(position).isGreaterThan(last.getOrDefault(keys.get(i), 0L));
            last.put(keys.get(i), position);
        }
    }

    @Test
    @DisplayName("a record is never larger than the stream takes, even if nothing of it can be compressed")
    void incompressible() throws InterruptedException {
        var stream = new FakeStream(1);
        int most = 20_000;
        var random = new SplittableRandom(1);
        try (var producer = gathering(stream, 1).maxRecordBytes(most).build()) {
            for (int i = 0; i < 2_000; i++) {
                var noise = new StringBuilder();
                for (int character = 0; character < 100 + random.nextInt(1_000); character++) {
                    noise.appendCodePoint(random.nextInt(0x10000, 0x110000));
                }
                producer.send(new OutgoingEvent("one key", ("{\"a\":\"" + noise + "\"}").getBytes(UTF_8)));
            }
            producer.flush();
            assertThat(producer.counters().acknowledged()).isEqualTo(2_000);
            assertThat(producer.counters().failed()).isZero();
        }
        assertThat(stream.stored())
                .allMatch(record -> record.bytes().asByteArrayUnsafe().length
                                + record.partitionKey().length()
                        <= most);
        assertThat(stream.stored())
                .anyMatch(record -> Unpacked.isGzip(record.bytes().asByteArrayUnsafe()));
    }

    @Test
    @DisplayName("a single key's events share records")
    void oneKey() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = gathering(stream, 1).build()) {
            producer.send(json("one key", 0)).join();
            for (int i = 1; i < 3_000; i++) {
                producer.send(json("one key", i));
            }
        }
        assertThat(events(stream))
                .isEqualTo(IntStream.range(0, 3_000)
                        .mapToObj(i -> text(json("one key", i)))
                        .toList());
        assertThat(stream.stored().size()).isLessThan(1_000);
    }

    @Test
    @DisplayName("closing sends at once what is gathered")
    void closing() throws InterruptedException {
        var stream = new FakeStream(1);
        var producer = EventProducer.builder("visits", stream)
                .linger(Duration.ZERO)
                .gather(Duration.ofMinutes(1))
                .build();
        producer.send(json("key", 0)).join();
        var last = List.of(producer.send(json("key", 1)), producer.send(json("key", 2)));

        producer.close();

        assertThat(last).allMatch(CompletableFuture::isDone);
        assertThat(stream.stored()).hasSize(2);
        assertThat(events(stream)).containsExactly(text(json("key", 0)), text(json("key", 1)), text(json("key", 2)));
    }

    @Test
    @DisplayName("each event of a refused record counts as retried")
    void retried() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = EventProducer.builder("visits", stream)
                .linger(Duration.ZERO)
                .gather(Duration.ofMinutes(1))
                .build()) {
            producer.send(json("key", 0)).join();
            var calls = new AtomicInteger();
            stream.before(any -> {
                if (calls.getAndIncrement() == 0) {
                    throw ProvisionedThroughputExceededException.builder()
                            .statusCode(400)
                            .message("not now")
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("ProvisionedThroughputExceededException")
                                    .build())
                            .build();
                }
            });
            producer.send(json("key", 1));
            producer.send(json("key", 2));
            producer.send(json("key", 3));
            producer.flush();

            assertThat(producer.counters().retried()).isEqualTo(3);
            assertThat(producer.counters().records()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("giving up fails each event that is gathered and not sent")
    void givingUp() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = EventProducer.builder("visits", stream)
                .linger(Duration.ZERO)
                .gather(Duration.ofMinutes(1))
                .build()) {
            producer.send(json("key", 0)).join();
            var last = List.of(producer.send(json("key", 1)), producer.send(json("key", 2)));

            producer.giveUp();

            assertThat(last).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(producer.counters().failed()).isEqualTo(2);
        }
    }

    @Test
    void aMinuteIsTheLongest() {
        var builder = EventProducer.builder("visits", new FakeStream(1));

        assertThatThrownBy(() -> builder.gather(Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gather: 61000 ms, allowed is 0 to 60000 ms");
        assertThatThrownBy(() -> builder.gather(Duration.ofMillis(-1)))
                .hasMessage("gather: -1 ms, allowed is 0 to 60000 ms");
    }

    @Test
    void nothingIsGivenUpWhileItIsGathered() {
        var builder = EventProducer.builder("visits", new FakeStream(1))
                .timeLimit(Duration.ofSeconds(2))
                .gather(Duration.ofSeconds(2));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gather: 2000 ms, allowed is less than the time limit, 2000 ms");
    }

    private EventProducerBuilder gathering(FakeStream stream, long seed) {
        return EventProducer.builder("visits", stream)
                .time(time)
                .random(new SplittableRandom(seed))
                .gather(Duration.ofMillis(200));
    }

    /** Sends an event of each key, with nobody answering before all are handed over; returns where they are. */
    private List<Acknowledged> send(ThrottledStream stream, List<String> keys) throws InterruptedException {
        return send(stream, keys, EventProducer.DEFAULT_MAX_RECORD_BYTES);
    }

    private List<Acknowledged> send(ThrottledStream stream, List<String> keys, int maxRecordBytes)
            throws InterruptedException {
        var sent = new ArrayList<CompletableFuture<Acknowledged>>();
        try (var producer = EventProducer.builder("visits", stream)
                .time(time)
                .random(new SplittableRandom(1))
                .calls(1)
                .inFlight(keys.size(), Long.MAX_VALUE)
                .maxRecordBytes(maxRecordBytes)
                .gather(Duration.ofMillis(200))
                .build()) {
            for (int i = 0; i < keys.size(); i++) {
                sent.add(producer.send(json(keys.get(i), i)));
            }
            stream.open();
            producer.flush();
            assertThat(producer.counters().acknowledged()).isEqualTo(keys.size());
        }
        assertThat(stream.taken().stream()
                        .flatMap(record -> Unpacked.events(record.data().asByteArrayUnsafe()).stream()))
                .hasSize(keys.size())
                .doesNotHaveDuplicates();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private static long position(Acknowledged where) {
        return Long.parseLong(where.sequenceNumber()) * 10_000
                + (where.subSequenceNumber() == null ? 0 : where.subSequenceNumber());
    }

    /** Of ten events, one can't share a record, for one reason or another. */
    private static OutgoingEvent event(int number) {
        var key = "user " + number % KEYS;
        if (number % 10 != 7) {
            return json(key, number);
        }
        var broken = List.of(
                "{\"key\":\"" + key + "\",\"number\":" + number,
                "{\"key\":\"" + key + "\"} {\"number\":" + number + "}",
                "[{\"key\":\"" + key + "\"},\n" + number + "]",
                "{\"key\":\"" + key + "\",\"not UTF-8\":\"\u00e9\",\"number\":" + number + "}",
                "\u001f\u008bnot gzip \"" + key + "\" " + number);
        return new OutgoingEvent(key, broken.get(number / 10 % broken.size()).getBytes(ISO_8859_1));
    }

    private static OutgoingEvent json(String key, int number) {
        return new OutgoingEvent(key, ("{\"key\":\"" + key + "\",\"number\":" + number + "}").getBytes(ISO_8859_1));
    }

    private static String text(OutgoingEvent event) {
        return new String(event.data(), ISO_8859_1);
    }

    private static String key(String event) {
        int start = event.indexOf(":\"") + 2;
        return event.substring(start, event.indexOf('"', start));
    }

    private static List<String> sent() {
        return IntStream.range(0, EVENTS).mapToObj(i -> text(event(i))).toList();
    }

    private static List<String> events(FakeStream stream) {
        return stream.stored().stream()
                .flatMap(record -> readable(record.bytes().asByteArrayUnsafe()).stream())
                .toList();
    }

    private static List<String> readable(byte[] data) {
        boolean gathered = Unpacked.isGzip(data) && !new String(data, ISO_8859_1).contains("not gzip");
        return gathered ? Unpacked.events(data) : List.of(new String(data, ISO_8859_1));
    }

    /** For each key its events in their order. */
    private static List<List<String>> inOrder(List<String> events) {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> events.stream()
                        .filter(event -> event.contains("\"user " + key + "\""))
                        .toList())
                .toList();
    }
}
