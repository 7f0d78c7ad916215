package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

@SuppressWarnings("FutureReturnValueIgnored") // what the stream holds tells more
class EventProducerTest {

    private static final int EVENTS = 2_000;
    private static final int KEYS = 60;

    private final FakeTime time = new FakeTime();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("Every event is stored once and in the order of its key, however many records are refused")
    void refusedRecords(long seed) throws InterruptedException {
        var stream = new FakeStream(seed).refusing(0.4).before(random -> {
            if (random.nextInt(10) == 0) {
                throw answer(400, "ProvisionedThroughputExceededException");
            }
        });
        var acknowledged = new ArrayList<CompletableFuture<Acknowledged>>();
        try (var producer = producer(stream, seed).build()) {
            for (int i = 0; i < EVENTS; i++) {
                acknowledged.add(producer.send(event(i)));
            }
            producer.flush();

            assertThat(stream.data()).hasSize(EVENTS);
            var counters = producer.counters();
            assertThat(counters.retried()).isPositive();
            long bytes = stream.data().stream().mapToLong(String::length).sum();
            assertThat(counters).isEqualTo(new Counters(EVENTS, bytes, EVENTS, bytes, counters.retried(), 0, 0));
        }
        assertThat(inOrder(stream.data())).isEqualTo(sent());
        var positions = new HashMap<String, Acknowledged>();
        stream.stored().forEach(record -> positions.put(record.data(), record.position()));
        for (int i = 0; i < EVENTS; i++) {
            assertThat(acknowledged.get(i).join()).isEqualTo(positions.get(i % KEYS + "/" + i));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void callsWithoutAnAnswerAreRepeatedAndCounted(long seed) throws InterruptedException {
        var stream = new FakeStream(seed).refusing(0.1).after(random -> {
            if (random.nextInt(5) == 0) {
                throw noAnswer();
            }
        });
        Counters counters;
        try (var producer = producer(stream, seed).build()) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(event(i)).join();
                if (i > 20) {
                    break;
                }
            }
            for (int i = 22; i < EVENTS; i++) {
                producer.send(event(i));
            }
            producer.flush();
            counters = producer.counters();
        }
        var data = stream.data();

        assertThat(inOrder(new ArrayList<>(new LinkedHashSet<>(data)))).isEqualTo(sent());
        assertThat(new HashSet<>(data.subList(0, data.size()))).hasSize(EVENTS);
        var twice = new HashMap<String, Integer>();
        data.forEach(event -> twice.merge(event, 1, Integer::sum));
        assertThat(twice.values().stream().filter(count -> count > 1).count())
                .isPositive()
                .isLessThanOrEqualTo(counters.uncertain());
        assertThat(counters.acknowledged()).isEqualTo(EVENTS);
    }

    @Test
    void callsAreFilledToFiveHundredRecords() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = EventProducer.builder("visits", stream)
                .linger(Duration.ofHours(1))
                .build()) {
            for (int i = 0; i < 1_700; i++) {
                producer.send(new OutgoingEvent("key " + i, new byte[] {'x'}));
            }
        }
        assertThat(stream.callSizes()).containsExactlyInAnyOrder(500, 500, 500, 200);
    }

    @Test
    void neverHoldsMoreThanItMay() throws InterruptedException {
        var accepted = new AtomicInteger();
        var most = new AtomicInteger();
        var stream = new FakeStream(1).refusing(0.5);
        stream.before(
                any -> most.accumulateAndGet(accepted.get() - stream.stored().size(), Math::max));
        try (var producer = producer(stream, 1).inFlight(30, 1_000_000).build()) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(event(i));
                accepted.incrementAndGet();
            }
        }
        assertThat(stream.data()).hasSize(EVENTS);
        assertThat(most.get()).isBetween(2, 30);
    }

    @Test
    void neverHoldsMoreBytesThanItMay() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = producer(stream, 1).inFlight(1_000, 50).build()) {
            for (int i = 0; i < 100; i++) {
                producer.send(new OutgoingEvent("k" + i % 10, new byte[20]));
            }
            producer.send(new OutgoingEvent("larger than all of it", new byte[80]));
        }
        assertThat(stream.data()).hasSize(101);
        assertThat(stream.callSizes()).allMatch(size -> size <= 2);
    }

    @Test
    void aFlushWaitsForWhatDependsOnTheAnswers() throws InterruptedException {
        var told = new AtomicInteger();
        try (var producer = EventProducer.builder("visits", new FakeStream(1))
                .linger(Duration.ofHours(1))
                .build()) {
            for (int round = 1; round <= 200; round++) {
                producer.send(event(round)).whenComplete((acknowledged, failure) -> told.incrementAndGet());
                producer.flush();
                assertThat(told).hasValue(round);
            }
        }
    }

    @Test
    void threadsThatWaitLeaveEachOtherAlone() throws InterruptedException {
        var waits = new AtomicInteger();
        var standingStill = new Time() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // who calls it loops
            public void await(Condition changed, long nanos) throws InterruptedException {
                waits.incrementAndGet();
                changed.await();
            }
        };
        var stream = new FakeStream(1);
        try (var producer =
                EventProducer.builder("visits", stream).time(standingStill).build()) {
            for (int i = 0; i < 400; i++) {
                producer.send(new OutgoingEvent("key " + i, new byte[1]));
            }
        }
        assertThat(stream.data()).hasSize(400);
        assertThat(waits).hasValueLessThan(10);
    }

    @Test
    void closingFlushesAndTakesNoMore() throws InterruptedException {
        var stream = new FakeStream(1);
        var producer = EventProducer.builder("visits", stream)
                .linger(Duration.ofHours(1))
                .build();
        var acknowledged = List.of(producer.send(event(0)), producer.send(event(KEYS)), producer.send(event(2)));

        producer.close();

        assertThat(acknowledged).allMatch(CompletableFuture::isDone);
        assertThat(stream.data()).containsExactlyInAnyOrder("0/0", "0/" + KEYS, "2/2");
        assertThatThrownBy(() -> producer.send(event(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the producer for visits is closed");
    }

    @Test
    void givesUpWhenNothingIsAcknowledgedForTheTimeLimit() throws InterruptedException {
        var stream = new FakeStream(1).refusing(1);
        try (var producer =
                producer(stream, 1).timeLimit(Duration.ofSeconds(30)).build()) {
            long before = time.nanos();
            var futures = List.of(producer.send(event(0)), producer.send(event(KEYS)), producer.send(event(1)));
            producer.flush();

            assertThat(time.nanos() - before)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(30).toNanos());
            for (var future : futures) {
                assertThat(failure(future))
                        .hasMessageMatching("the stream visits has acknowledged nothing for too long, last with: "
                                + "(ProvisionedThroughputExceededException|InternalFailure): not now")
                        .extracting(NotAcknowledgedException::mayBeStored)
                        .isEqualTo(false);
            }
            assertThat(producer.counters().failed()).isEqualTo(3);

            stream.refusing(0);
            var later = producer.send(event(0));
            producer.flush();
            assertThat(later).isCompleted();
        }
    }

    @Test
    void keepsTryingAsLongAsAnythingIsAcknowledged() throws InterruptedException {
        // Every fifth call is answered: four refusals in a row wait for 1.5 seconds at most.
        var calls = new AtomicInteger();
        var stream = new FakeStream(1).before(any -> {
            if (calls.incrementAndGet() % 5 != 0) {
                throw answer(400, "ProvisionedThroughputExceededException");
            }
        });
        var limit = Duration.ofMillis(1_600);
        try (var producer = producer(stream, 1)
                .calls(1)
                .linger(Duration.ZERO)
                .timeLimit(limit)
                .build()) {
            long before = time.nanos();
            for (int i = 0; i < 50; i++) {
                producer.send(event(i * KEYS));
            }
            producer.flush();

            assertThat(stream.data()).hasSize(50);
            assertThat(time.nanos() - before).isGreaterThan(5 * limit.toNanos());
        }
    }

    @Test
    void doesNotRepeatACallThatIsRefusedForGood() throws InterruptedException {
        var stream = new FakeStream(1).before(any -> {
            throw answer(400, "ResourceNotFoundException");
        });
        try (var producer = producer(stream, 1).build()) {
            var future = producer.send(event(0));
            producer.flush();

            assertThat(failure(future))
                    .hasMessageStartingWith("the stream visits can't be written: ")
                    .extracting(NotAcknowledgedException::mayBeStored)
                    .isEqualTo(false);
        }
        assertThat(stream.callSizes()).containsExactly(1);
    }

    @Test
    void saysOfWhatItGivesUpWhetherItMayBeStored() throws InterruptedException {
        var stream = new FakeStream(1).after(any -> {
            throw noAnswer();
        });
        try (var producer = producer(stream, 1).timeLimit(Duration.ofSeconds(1)).build()) {
            var future = producer.send(event(0));
            producer.flush();

            assertThat(failure(future).mayBeStored()).isTrue();
            assertThat(producer.counters().uncertain()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptedCloseGivesUpWhatIsLeft() throws InterruptedException {
        var stream = new FakeStream(1).refusing(1);
        var producer = EventProducer.builder("visits", stream).build();
        var future = producer.send(event(0));

        Thread.currentThread().interrupt();
        producer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void whatIsGivenUpIsNeitherRetriedNorReplaced() throws InterruptedException {
        var stream = new FakeStream(1).refusing(1);
        try (var producer = EventProducer.builder("visits", stream).build()) {
            var futures = List.of(producer.send(event(0)), producer.send(event(KEYS)), producer.send(event(1)));
            // Also from where its answers are told, and while a call is under way.
            stream.before(any -> producer.giveUp());
            producer.flush();

            assertThat(futures).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(producer.counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0, 3));
            assertThatThrownBy(() -> producer.send(event(0))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(stream.callSizes()).hasSize(1);
    }

    @Test
    void anAnswerWithoutResultsIsNoAnswerAndTheRecordsAreSentAgain() throws InterruptedException {
        var calls = new AtomicInteger();
        var stream = new software.amazon.awssdk.services.kinesis.KinesisClient() {
            @Override
            public PutRecordsResponse putRecords(PutRecordsRequest request) {
                var results = PutRecordsResultEntry.builder()
                        .shardId("shardId-000000000000")
                        .sequenceNumber("1")
                        .build();
                return PutRecordsResponse.builder()
                        .records(calls.getAndIncrement() == 0 ? List.of() : List.of(results))
                        .build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
        try (var producer = EventProducer.builder("visits", stream).build()) {
            var future = producer.send(event(0));
            producer.flush();
            assertThat(future).isCompletedWithValue(new Acknowledged("shardId-000000000000", "1"));
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aRecordMayHaveOneMebibyteWithItsKey() throws InterruptedException {
        var stream = new FakeStream(1);
        try (var producer = EventProducer.builder("visits", stream).build()) {
            producer.send(new OutgoingEvent("é", new byte[1_048_574]));
            assertThatThrownBy(() -> producer.send(new OutgoingEvent("é", new byte[1_048_575])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the event has 1048577 bytes with its partition key, allowed are up to 1048576");
        }
        assertThat(stream.data()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aPartitionKeyHasOneTo256Characters(int length) {
        assertThatThrownBy(() -> new OutgoingEvent("k".repeat(length), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the partition key has " + length + " characters, allowed are 1 to 256");
    }

    private EventProducerBuilder producer(FakeStream stream, long seed) {
        return EventProducer.builder("visits", stream).time(time).random(new SplittableRandom(seed));
    }

    private static OutgoingEvent event(int number) {
        int key = number % KEYS;
        return new OutgoingEvent("user " + key, (key + "/" + number).getBytes(UTF_8));
    }

    private static List<List<String>> sent() {
        return inOrder(IntStream.range(0, EVENTS)
                .mapToObj(number -> number % KEYS + "/" + number)
                .toList());
    }

    /** For each key its events in their order. */
    private static List<List<String>> inOrder(List<String> data) {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> data.stream()
                        .filter(event -> event.startsWith(key + "/"))
                        .toList())
                .toList();
    }

    private static NotAcknowledgedException failure(CompletableFuture<Acknowledged> future) {
        assertThat(future).isCompletedExceptionally();
        var thrown = catchThrowable(future::join);
        assertThat(thrown).isInstanceOf(CompletionException.class);
        return (NotAcknowledgedException) Objects.requireNonNull(thrown.getCause());
    }

    private static SdkClientException noAnswer() {
        return SdkClientException.create("no answer", new SocketTimeoutException("Read timed out"));
    }

    private static RuntimeException answer(int status, String code) {
        return KinesisException.builder()
                .statusCode(status)
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
