package dev.kinesislake.lab.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStreamTest {

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private KinesisStreams streams;

    @BeforeEach
    void open() throws IOException {
        streams = open(ShardLimits.NONE);
    }

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void aRecordGoesToTheShardWhoseRangeHoldsItsKeysMd5() throws Exception {
        var shardCount = 7;
        var stream = streams.create(StreamSettings.provisioned("visits", shardCount));
        var share = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(shardCount));
        var random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            var key = Long.toString(random.nextLong(), 36) + (i % 3 == 0 ? "ключ 🛒" : "");
            var md5 = MessageDigest.getInstance("MD5").digest(key.getBytes(UTF_8));
            var expected = new BigInteger(1, md5).divide(share).min(BigInteger.valueOf(shardCount - 1L));

            assertThat(stored(put(stream, key, "x")).shardId()).isEqualTo("shardId-00000000000" + expected);
        }
        assertThat(stream.shards()).allMatch(shard -> shard.end() > 50);
    }

    @Test
    void anExplicitHashKeyOverridesThePartitionKey() {
        var stream = streams.create(StreamSettings.provisioned("visits", 3));
        var second = new BigInteger("113427455640312821154458202477256070485");

        assertThat(List.of(BigInteger.ZERO, second.subtract(BigInteger.ONE), second, HashKey.MAX))
                .extracting(hashKey -> stored(stream.put(List.of(new PutEntry("same", hashKey, new byte[1])))
                                .get(0))
                        .shardId())
                .containsExactly(
                        "shardId-000000000000", "shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
        assertThatThrownBy(() -> HashKey.explicit(HashKey.COUNT.toString()))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("must be in the range: [0, 2^128-1]");
    }

    @Test
    void recordsAreReadBackAsTheyWerePut() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        var binary = new byte[2_000];
        new Random(1).nextBytes(binary);
        var first = stored(put(stream, "a", ""));
        clock.advance(Duration.ofMillis(5));
        var second = stored(stream.put(List.of(new PutEntry("ключ 🛒", BigInteger.ZERO, binary)))
                .get(0));

        assertThat(stream.shards().get(0).read(0, 10, 1_000_000))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new StreamRecord(first.sequenceNumber(), "a", SettableClock.START, new byte[0]),
                        new StreamRecord(
                                second.sequenceNumber(), "ключ 🛒", SettableClock.START.plusMillis(5), binary));
    }

    @Test
    void aReadIsCutByRecordsAndByBytesOfDataButHasOneRecordAtLeast() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        IntStream.range(0, 10).forEach(i -> put(stream, "key", "1234567890"));
        var shard = stream.shards().get(0);

        assertThat(shard.read(0, 3, Long.MAX_VALUE)).hasSize(3);
        assertThat(shard.read(0, 100, 39)).hasSize(3);
        assertThat(shard.read(0, 100, 40)).hasSize(4);
        assertThat(shard.read(7, 100, Long.MAX_VALUE)).hasSize(3);
        assertThat(shard.read(9, 100, 1)).hasSize(1);
        assertThat(shard.read(10, 100, 100)).isEmpty();
    }

    @Test
    void aShardsArrivalTimesNeverGoBack() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        put(stream, "a", "1");
        clock.advance(Duration.ofSeconds(-10));
        put(stream, "a", "2");

        assertThat(stream.shards().get(0).read(0, 10, 100))
                .extracting(StreamRecord::arrival)
                .containsExactly(SettableClock.START, SettableClock.START);
    }

    @Test
    void whatIsOlderThanTheRetentionPeriodIsTrimmed() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        var shard = stream.shards().get(0);
        put(stream, "a", "1");
        clock.advance(Duration.ofHours(1));
        put(stream, "a", "2");

        clock.advance(Duration.ofHours(23));
        assertThat(shard.start()).isEqualTo(0);
        clock.advance(Duration.ofMillis(1));
        assertThat(shard.start()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(shard.start()).isEqualTo(2);
        assertThat(shard.end()).isEqualTo(2);
        streams.update(stream.settings().withRetentionHours(48));
        assertThat(shard.start()).isEqualTo(2);
    }

    @Test
    void whoAwaitsARecordIsWokenByItsPut() throws Exception {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        var shard = stream.shards().get(0);
        var waiting = new CountDownLatch(1);
        var woken = CompletableFuture.supplyAsync(() -> {
            waiting.countDown();
            return await(shard, 1, Duration.ofDays(1));
        });
        waiting.await();
        put(stream, "a", "1");
        assertThat(woken).isNotDone();
        put(stream, "a", "2");

        assertThat(woken.get()).isTrue();
        assertThat(shard.await(2, Duration.ZERO)).isFalse();
    }

    @Test
    void whoAwaitsARecordIsWokenByTheEndOfTheShard() throws Exception {
        var stream = streams.create(StreamSettings.provisioned("visits", 2));
        var split = CompletableFuture.supplyAsync(() -> await(stream.shards().get(0), 0, Duration.ofDays(1)));
        var deleted = CompletableFuture.supplyAsync(() -> await(stream.shards().get(1), 0, Duration.ofDays(1)));
        stream.split("shardId-000000000000", BigInteger.TEN);
        streams.delete("visits");

        assertThat(split.get()).isFalse();
        assertThat(deleted.get()).isFalse();
    }

    @Test
    void aSplitHandsTheKeysOverToTwoChildrenAndAMergeToOne() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        put(stream, "a", "before");
        clock.advance(Duration.ofSeconds(1));
        stream.split("shardId-000000000000", HashKey.MAX);
        stream.put(List.of(new PutEntry("a", HashKey.MAX, new byte[1])));
        clock.advance(Duration.ofSeconds(1));
        stream.merge("shardId-000000000002", "shardId-000000000001");
        var last = stored(put(stream, "a", "after"));

        assertThat(stream.shards())
                .extracting(ShardLog::shardId, ShardLog::parentShardIds, ShardLog::isClosed, ShardLog::end)
                .containsExactly(
                        tuple("shardId-000000000000", List.of(), true, 1L),
                        tuple("shardId-000000000001", List.of("shardId-000000000000"), true, 0L),
                        tuple("shardId-000000000002", List.of("shardId-000000000000"), true, 1L),
                        tuple(
                                "shardId-000000000003",
                                List.of("shardId-000000000002", "shardId-000000000001"),
                                false,
                                1L));
        var sequenceNumbers = new ArrayList<String>();
        stream.shards().forEach(shard -> shard.read(0, 9, 99).forEach(r -> sequenceNumbers.add(r.sequenceNumber())));
        assertThat(sequenceNumbers).isSorted().hasSize(3).endsWith(last.sequenceNumber());
    }

    @Test
    @DisplayName("A stream created again in the same millisecond has other sequence numbers")
    void sequenceNumbersOfANewStream() {
        var settings = StreamSettings.provisioned("visits", 2);
        var before = stored(put(streams.create(settings), "a", "1")).sequenceNumber();
        streams.delete("visits");
        var after = stored(put(streams.create(settings), "a", "1")).sequenceNumber();

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void limitsRefuseSingleRecordsUntilTimeGoesOn() throws IOException {
        streams = open(new ShardLimits(2, 100));
        var stream = streams.create(StreamSettings.provisioned("visits", 1));

        assertThat(List.of(put(stream, "k", "1"), put(stream, "k", "2"), put(stream, "k", "3")))
                .extracting(PutResult.Stored.class::isInstance)
                .containsExactly(true, true, false);
        assertThat(put(stream, "k", "3"))
                .isEqualTo(new PutResult.Refused(
                        KinesisError.PROVISIONED_THROUGHPUT_EXCEEDED,
                        "Rate exceeded for shard shardId-000000000000 in stream visits under account 123456789012."));
        clock.advance(Duration.ofMillis(500));
        assertThat(put(stream, "k", "3")).isInstanceOf(PutResult.Stored.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(put(stream, "k", "x".repeat(150))).isInstanceOf(PutResult.Stored.class);
        assertThat(put(stream, "k", "4")).isInstanceOf(PutResult.Refused.class);
        assertThat(stream.shards().get(0).end()).isEqualTo(4);
    }

    @Test
    void aDeletedStreamLeavesNothingBehindAndTakesNothing() throws IOException {
        var stream = streams.create(StreamSettings.onDemand("visits"));
        var shard = stream.shards().get(0);
        IntStream.range(0, 50).forEach(i -> put(stream, "key" + i, "x"));
        streams.delete("visits");

        assertThat(folder).isEmptyDirectory();
        assertThat(shard.isClosed()).isTrue();
        assertThatThrownBy(() -> put(stream, "a", "x"))
                .hasMessage("Stream visits under account 123456789012 not found.");
        assertThatThrownBy(() -> shard.read(0, 1, 1)).hasMessage("the stream of shardId-000000000000 is deleted");
        assertThatThrownBy(() -> streams.describe("visits")).isInstanceOf(KinesisException.class);
    }

    @Test
    void whatAnEarlierProcessLeftIsClearedAndNothingElse() throws IOException {
        var left = Files.createDirectory(folder.resolve("visits-1795433611123.stream"));
        Files.writeString(left.resolve("shardId-000000000000.records"), "left over");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        open(ShardLimits.NONE);

        assertThat(folder).isDirectoryNotContaining(left::equals);
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void settingsOutOfTheirLimitsAreToldTogether() {
        assertThatThrownBy(() -> new StreamSettings("a b", StreamMode.PROVISIONED, 0, 23, 1_024, null))
                .isInstanceOf(KinesisException.class)
                .hasMessage(
                        "stream name is 'a b', allowed are 1 to 128 of a-zA-Z0-9_.-; shardCount is 0, allowed is 1 to"
                                + " 10000; retentionHours is 23, allowed is 24 to 8760");
    }

    @Test
    void aStreamsNameIsTakenOnceAndItsSettingsChange() {
        var settings = StreamSettings.provisioned("visits", 1);
        streams.create(settings);

        assertThatThrownBy(() -> streams.create(settings))
                .hasMessage("Stream visits under account 123456789012 already exists.");
        assertThat(streams.update(settings.withKmsKeyId("alias/aws/kinesis")).settings())
                .isEqualTo(settings.withKmsKeyId("alias/aws/kinesis"));
    }

    @Test
    @DisplayName("Scaling divides the hash keys evenly and keeps every record in order")
    void scaling() {
        var stream = streams.create(StreamSettings.provisioned("visits", 2));
        var sent = new TreeMap<String, List<String>>();
        for (int shardCount : new int[] {2, 3, 2, 4, 7, 4, 2, 1}) {
            streams.update(stream.settings().withShardCount(shardCount));
            clock.advance(Duration.ofSeconds(1));
            assertThat(openRanges(stream)).isEqualTo(HashKeyRange.evenly(shardCount));
            for (int i = 0; i < 60; i++) {
                var key = "visitor " + i % 20;
                put(stream, key, shardCount + "/" + i);
                sent.computeIfAbsent(key, each -> new ArrayList<>()).add(shardCount + "/" + i);
            }
        }
        assertThat(readInOrderOfParents(stream)).isEqualTo(sent);
    }

    @Test
    @DisplayName("A stream is scaled to at most twice and at least half its shards")
    void limitsOfScaling() {
        var stream = streams.create(StreamSettings.provisioned("visits", 3));

        assertThatThrownBy(() -> streams.update(stream.settings().withShardCount(7)))
                .hasMessage(
                        "stream visits has 3 open shards, and can be scaled to 2 to 6 of them in one step, not to 7:"
                                + " scale to 6, then 7");
        assertThatThrownBy(() -> streams.update(stream.settings().withShardCount(1)))
                .isInstanceOf(KinesisException.class);
        assertThat(stream.shards()).hasSize(3);
    }

    @Test
    void aStreamThatBecomesAnOnDemandOneKeepsItsShards() {
        streams.create(StreamSettings.provisioned("visits", 2));

        var stream = streams.update(StreamSettings.onDemand("visits").withShardCount(2));

        assertThat(stream.settings().mode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(stream.shards()).hasSize(2).noneMatch(ShardLog::isClosed);
    }

    private static List<HashKeyRange> openRanges(DataStream stream) {
        return stream.allShards().stream()
                .filter(shard -> !shard.isClosed())
                .map(shard -> shard.lineage().range())
                .sorted(Comparator.comparing(HashKeyRange::start))
                .toList();
    }

    /** Each key's data, with every shard read after its parents, which come before it in the list. */
    private static Map<String, List<String>> readInOrderOfParents(DataStream stream) {
        var read = new TreeMap<String, List<String>>();
        var done = new ArrayList<String>();
        for (var shard : stream.shards()) {
            assertThat(done).containsAll(shard.parentShardIds());
            for (var record : shard.read(0, 10_000, Long.MAX_VALUE)) {
                read.computeIfAbsent(record.partitionKey(), each -> new ArrayList<>())
                        .add(new String(record.data(), UTF_8));
            }
            done.add(shard.shardId());
        }
        return read;
    }

    private KinesisStreams open(ShardLimits limits) throws IOException {
        return KinesisStreams.open(folder, "eu-west-1", "123456789012", clock, limits);
    }

    private static PutResult put(DataStream stream, String partitionKey, String data) {
        var entry = new PutEntry(partitionKey, HashKey.of(partitionKey), data.getBytes(UTF_8));
        return stream.put(List.of(entry)).get(0);
    }

    private static PutResult.Stored stored(PutResult result) {
        return (PutResult.Stored) result;
    }

    private static boolean await(ShardLog shard, long offset, Duration atMost) {
        try {
            return shard.await(offset, atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
