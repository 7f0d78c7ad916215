package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the producer behaves at a stream's limits, in virtual time. */
class ThrottledSendingTest {

    private final FakeTime time = new FakeTime();

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 1_000, 2_000})
    void aStreamAtItsLimitIsKeptThereAndRefusesLittle(int limit) throws InterruptedException {
        var stream = new ThrottledStream(time, limit, limit, limit, limit);
        int events = 4 * 60 * limit;

        send(stream, keys(events));

        assertThat(stream.refusals()).isBetween(1L, events / 5L);
        assertThat(lastAt(stream.taken())).isBetween(58.0, 63.0);
    }

    @Test
    void aRaisedLimitIsFoundWithinSeconds() throws InterruptedException {
        var stream = new ThrottledStream(time, 200, 200);
        stream.after(Duration.ofSeconds(20), () -> limit(stream, 2_000));

        send(stream, keys(100_000));

        assertThat(within(stream, 28, 38)).isGreaterThan(38_000);
        assertThat(stream.refusals()).isLessThan(15_000);
    }

    @Test
    void aLoweredLimitIsFoundWithinSeconds() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 1_000);
        stream.after(Duration.ofSeconds(20), () -> limit(stream, 50));

        send(stream, keys(45_000));

        assertThat(within(stream, 22, 42)).isGreaterThan(1_950);
        assertThat(stream.refusals()).isLessThan(6_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 200})
    void aHotShardDoesNotStopTheRecordsOfTheOthers(int limit) throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 1_000, 1_000);
        stream.after(Duration.ofSeconds(5), () -> stream.limit(1, limit))
                .after(Duration.ofSeconds(60), () -> stream.limit(1, 1_000));

        send(stream, keys(60_000));

        var others = stream.taken().stream()
                .filter(record -> !record.shardId().equals("shardId-1"))
                .toList();
        assertThat(lastAt(others)).isBetween(19.0, 21.0);
    }

    @Test
    @DisplayName("A shard that takes nothing from the start holds up few records of the others")
    void aBlockedShard() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 0, 1_000);
        stream.after(Duration.ofSeconds(60), () -> stream.limit(1, 1_000));

        send(stream, keys(30_000));

        var others = stream.taken().stream()
                .filter(record -> !record.shardId().equals("shardId-1"))
                .toList();
        assertThat(lastAt(others.subList(0, others.size() * 95 / 100))).isBetween(8.5, 11.0);
    }

    @Test
    void splitAndMergedShardsAreLearnedAnew() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000, 1_000);
        stream.after(Duration.ofSeconds(10), () -> stream.reshard(1_000, 1_000, 1_000, 1_000))
                .after(Duration.ofSeconds(20), () -> stream.reshard(1_000));

        send(stream, keys(90_000));

        assertThat(within(stream, 12, 20)).isGreaterThan(31_000);
        assertThat(within(stream, 22, 28)).isGreaterThan(5_800);
        assertThat(stream.refusals()).isLessThan(15_000);
    }

    @Test
    void aStreamThatTakesEverythingGetsFullCallsOneAfterTheOther() throws InterruptedException {
        var stream = new ThrottledStream(time, 1_000_000, 1_000_000);

        send(stream, keys(100_000));

        assertThat(stream.refusals()).isZero();
        assertThat(stream.calls()).isBetween(200, 202);
        assertThat(lastAt(stream.taken())).isLessThan(1.2);
    }

    @Test
    void theOrderOfAKeyIsKeptThroughAllOfIt() throws InterruptedException {
        var stream = new ThrottledStream(time, 100, 10);
        stream.after(Duration.ofSeconds(20), () -> stream.reshard(50, 100, 10))
                .after(Duration.ofSeconds(60), () -> stream.reshard(500));
        var random = new SplittableRandom(1);
        var keys = IntStream.range(0, 15_000)
                .mapToObj(event -> "visitor " + random.nextInt(2_000))
                .toList();

        var answers = send(stream, keys);

        var last = new HashMap<String, Integer>();
        for (int i = 0; i < keys.size(); i++) {
            int position = answers.get(i);
            assertThat(position).isGreaterThan(last.getOrDefault(keys.get(i), 0));
            last.put(keys.get(i), position);
        }
    }

    /**
     * Sends an event of each key, with nobody answering before all are handed over, so that nothing depends on how fast this machine
     * is; returns the positions that they got.
     */
    private List<Integer> send(ThrottledStream stream, List<String> keys) throws InterruptedException {
        var sent = new ArrayList<CompletableFuture<Acknowledged>>();
        try (var producer = EventProducer.builder("visits", stream)
                .time(time)
                .random(new SplittableRandom(1))
                .calls(1)
                .inFlight(keys.size(), Long.MAX_VALUE)
                .build()) {
            for (var key : keys) {
                sent.add(producer.send(new OutgoingEvent(key, new byte[100])));
            }
            stream.open();
            producer.flush();
            assertThat(producer.counters().acknowledged()).isEqualTo(keys.size());
            assertThat(producer.counters().retried()).isEqualTo(stream.refusals());
        }
        return sent.stream()
                .map(answer -> Integer.valueOf(answer.join().sequenceNumber()))
                .toList();
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "visitor " + i).toList();
    }

    private static void limit(ThrottledStream stream, int limit) {
        stream.limit(0, limit);
        stream.limit(1, limit);
    }

    /** How many records the stream took between two seconds. */
    private static long within(ThrottledStream stream, long from, long to) {
        return stream.taken().stream()
                .filter(record -> record.at() >= seconds(from) && record.at() < seconds(to))
                .count();
    }

    private static double lastAt(List<ThrottledStream.Taken> taken) {
        return (double) taken.get(taken.size() - 1).at() / seconds(1);
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
