package dev.kinesislake.lab.engine.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * What this project relies on at Kinesis. All tests share a stream, since AWS charges for each by the hour.
 *
 * <p>Two emulators differ from the "Amazon Kinesis Data Streams API Reference", and the tests of this are skipped with them, by
 * {@code LAKE_CONTRACT_EMULATOR}. Both also read requests in JSON only ({@code CBOR_ENABLED=false}).
 *
 * <table>
 *   <caption>Differences</caption>
 *   <tr><th>the reference</th><th>moto 5.2.5</th><th>ministack 1.5.33</th></tr>
 *   <tr><td>ListShards: with NextToken, StreamName isn't allowed</td><td>requires it</td><td>requires it</td></tr>
 *   <tr><td>PutRecords: at least 1 record</td><td>accepts none</td><td>accepts none</td></tr>
 *   <tr><td>partition key: at least 1 character</td><td>accepts none</td><td>accepts none</td></tr>
 *   <tr><td>HashKeyRange: its end belongs to it</td><td>answers 500 to a hash key at the end</td><td></td></tr>
 *   <tr><td>PutRecord: at most 1 MiB unless the stream allows more</td><td>has no limit</td><td></td></tr>
 * </table>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KinesisContractIT {

    private static final BigInteger MAX_HASH = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final int MIB = 1_048_576;
    private static final String FIRST = "shardId-000000000000";
    private static final String SECOND = "shardId-000000000001";

    /** At AWS, a page can be empty although records follow. */
    private static final int MAX_READS = 100;

    private static final String EMULATOR = "LAKE_CONTRACT_EMULATOR";

    private Endpoint endpoint;
    private KinesisClient kinesis;
    private String stream;

    /** The first record of the first shard. */
    private String oldest;

    @BeforeAll
    void open(@TempDir Path folder) {
        endpoint = Endpoint.open(folder);
        kinesis = endpoint.kinesis();
        stream = endpoint.createStream(kinesis, 2);
        oldest = put("0", "oldest").sequenceNumber();
    }

    @AfterAll
    void close() {
        endpoint.close();
    }

    @Test
    @DisplayName("a summary says how a stream was created")
    void summary() {
        var summary = kinesis.describeStreamSummary(describe -> describe.streamName(stream))
                .streamDescriptionSummary();

        assertThat(summary.streamName()).isEqualTo(stream);
        assertThat(summary.streamARN()).startsWith("arn:aws").endsWith(":stream/" + stream);
        assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(summary.openShardCount()).isEqualTo(2);
        assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    }

    @Test
    @DisplayName("the shards divide the hash keys without a gap")
    void hashKeys() {
        var shards = shards();

        assertThat(shards).extracting(Shard::shardId).containsExactly(FIRST, SECOND);
        assertThat(start(shards.get(0))).isZero();
        assertThat(start(shards.get(1))).isEqualTo(end(shards.get(0)).add(BigInteger.ONE));
        assertThat(end(shards.get(1))).isEqualTo(MAX_HASH);
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = EMULATOR,
            matches = "moto|ministack",
            disabledReason = "it requires StreamName with NextToken")
    @DisplayName("shards are listed in pages")
    void shardPages() {
        var page = kinesis.listShards(list -> list.streamName(stream).maxResults(1));
        var next = kinesis.listShards(list -> list.nextToken(page.nextToken()));

        assertThat(page.shards()).extracting(Shard::shardId).containsExactly(FIRST);
        assertThat(next.shards()).extracting(Shard::shardId).containsExactly(SECOND);
        assertThat(next.nextToken()).isNull();
    }

    @Test
    @DisplayName("PutRecord stores each byte and the partition key")
    void everyByte() {
        var bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        var data = SdkBytes.fromByteArray(bytes);
        var put = kinesis.putRecord(
                record -> record.streamName(stream).partitionKey("ключ 🛒").data(data));

        var read = read(put.shardId(), at(put.sequenceNumber()), 1).get(0);

        assertThat(read.data()).isEqualTo(data);
        assertThat(read.partitionKey()).isEqualTo("ключ 🛒");
        assertThat(read.sequenceNumber()).isEqualTo(put.sequenceNumber());
        assertThat(read.approximateArrivalTimestamp()).isNotNull();
    }

    @Test
    @DisplayName("PutRecords stores 500 records and answers in their order")
    void batch() {
        var entries = IntStream.range(0, 500)
                .mapToObj(i -> entry("key " + i, "é " + i))
                .toList();
        var answers = kinesis.putRecords(put -> put.streamName(stream).records(entries));

        assertThat(answers.failedRecordCount()).isZero();
        assertThat(answers.records()).hasSize(500);
        var expected = new HashMap<String, List<String>>();
        var first = new HashMap<String, String>();
        for (int i = 0; i < 500; i++) {
            var answer = answers.records().get(i);
            first.putIfAbsent(answer.shardId(), answer.sequenceNumber());
            expected.computeIfAbsent(answer.shardId(), shard -> new ArrayList<>())
                    .add(answer.sequenceNumber() + " é " + i);
        }
        assertThat(expected.keySet()).containsExactlyInAnyOrder(FIRST, SECOND);
        first.forEach((shard, from) -> {
            var stored = expected.getOrDefault(shard, List.of());
            assertThat(read(shard, at(from), stored.size()))
                    .extracting(record ->
                            record.sequenceNumber() + " " + record.data().asUtf8String())
                    .containsExactlyInAnyOrderElementsOf(stored);
        });
    }

    @Test
    @DisplayName("sequence numbers of a shard grow, and records are read in their order")
    void order() {
        var first = put("0", "0").sequenceNumber();
        var numbers = new ArrayList<>(List.of(new BigInteger(first)));
        for (int i = 1; i < 10; i++) {
            var previous = numbers.get(numbers.size() - 1).toString();
            var data = SdkBytes.fromUtf8String(Integer.toString(i));
            numbers.add(new BigInteger(kinesis.putRecord(record -> record.streamName(stream)
                            .partitionKey("k")
                            .explicitHashKey("0")
                            .sequenceNumberForOrdering(previous)
                            .data(data))
                    .sequenceNumber()));
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(texts(read(FIRST, at(first), 10))).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    @DisplayName("the MD5 of the partition key selects the shard")
    void partitionKey() throws Exception {
        for (var key : List.of("0", "1", "2", "a", "customer 7", "é", "日本語", "x".repeat(256))) {
            var hash = new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(UTF_8)));
            var put = kinesis.putRecord(
                    record -> record.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String("x")));

            assertThat(put.shardId()).as(key).isEqualTo(shardOf(hash));
        }
    }

    @Test
    @DisplayName("an explicit hash key takes the place of that MD5")
    void explicitHashKey() {
        assertThat(put("0", "x").shardId()).isEqualTo(FIRST);
        assertThat(put(start(shards().get(1)).toString(), "x").shardId()).isEqualTo(SECOND);
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = EMULATOR,
            matches = "moto",
            disabledReason = "its ranges end before their last hash key")
    @DisplayName("a shard's last hash key belongs to it")
    void lastHashKey() {
        assertThat(put(end(shards().get(0)).toString(), "x").shardId()).isEqualTo(FIRST);
        assertThat(put(MAX_HASH.toString(), "x").shardId()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("AT_SEQUENCE_NUMBER begins with that record, AFTER_SEQUENCE_NUMBER behind it")
    void bySequenceNumber() {
        put("0", "r0");
        var second = put("0", "r1").sequenceNumber();
        put("0", "r2");

        assertThat(texts(read(FIRST, at(second), 2))).containsExactly("r1", "r2");
        assertThat(texts(read(FIRST, after(second), 1))).containsExactly("r2");
    }

    @Test
    @DisplayName("TRIM_HORIZON begins with the oldest record")
    void trimHorizon() {
        var read = read(FIRST, from -> from.shardIteratorType(ShardIteratorType.TRIM_HORIZON), 1);

        assertThat(read.get(0).sequenceNumber()).isEqualTo(oldest);
    }

    @Test
    @DisplayName("LATEST begins with the next record")
    void latest() {
        put("0", "before");
        var latest = iterator(FIRST, from -> from.shardIteratorType(ShardIteratorType.LATEST));
        put("0", "behind");

        assertThat(texts(read(latest, 1))).containsExactly("behind");
    }

    @Test
    @DisplayName("a page has at most as many records as asked for, and says whether it is the last one")
    void pages() {
        var first = put("0", "r0").sequenceNumber();
        put("0", "r1");
        put("0", "r2");
        var read = new ArrayList<String>();
        var iterator = iterator(FIRST, at(first));
        long behind = 1;
        for (int i = 0; i < MAX_READS && (behind > 0 || read.size() < 3); i++) {
            var from = iterator;
            var page = kinesis.getRecords(get -> get.shardIterator(from).limit(2));
            read.addAll(texts(page.records()));
            behind = page.millisBehindLatest();
            assertThat(page.records()).hasSizeLessThanOrEqualTo(2);
            if (!page.records().isEmpty() && read.size() < 3) {
                assertThat(behind).isPositive();
            }
            iterator = page.nextShardIterator();
        }

        assertThat(behind).isZero();
        assertThat(read).containsExactly("r0", "r1", "r2");
    }

    @Test
    @DisplayName("a stream or shard that doesn't exist is not found")
    void notFound() {
        var missing = Endpoint.uniqueName();

        assertNotFound(() -> kinesis.describeStreamSummary(describe -> describe.streamName(missing)));
        assertNotFound(() -> kinesis.listShards(list -> list.streamName(missing)));
        assertNotFound(() -> kinesis.putRecords(put -> put.streamName(missing).records(entry("k", "x"))));
        assertNotFound(() -> kinesis.getShardIterator(
                get -> get.streamName(missing).shardId(FIRST).shardIteratorType(ShardIteratorType.LATEST)));
        assertNotFound(
                () -> iterator("shardId-000000000099", from -> from.shardIteratorType(ShardIteratorType.LATEST)));
    }

    @Test
    @DisplayName("PutRecords takes at most 500 records")
    void tooManyRecords() {
        var entries =
                IntStream.range(0, 501).mapToObj(i -> entry("key " + i, "x")).toList();

        assertRefused(() -> kinesis.putRecords(put -> put.streamName(stream).records(entries)));
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = EMULATOR,
            matches = "moto|ministack",
            disabledReason = "it accepts no records")
    @DisplayName("PutRecords takes at least one record")
    void noRecords() {
        assertRefused(() -> kinesis.putRecords(put -> put.streamName(stream).records(List.of())));
    }

    @Test
    @DisplayName("a record can have 1 MiB, the partition key included")
    void largestRecord() {
        var largest = SdkBytes.fromByteArray(new byte[MIB - 1]);
        var put = kinesis.putRecord(
                record -> record.streamName(stream).partitionKey("k").data(largest));

        assertThat(read(put.shardId(), at(put.sequenceNumber()), 1).get(0).data())
                .isEqualTo(largest);
    }

    @Test
    @DisplayName("PutRecords refuses a larger record, unless the stream allows it")
    void tooLargeRecordInBatch() {
        var tooLarge = entry("k", "x").toBuilder()
                .data(SdkBytes.fromByteArray(new byte[MIB + 1]))
                .build();

        assertRefused(() -> kinesis.putRecords(put -> put.streamName(stream).records(entry("k", "x"), tooLarge)));
    }

    @Test
    @DisabledIfEnvironmentVariable(named = EMULATOR, matches = "moto", disabledReason = "its PutRecord has no limit")
    @DisplayName("PutRecord refuses a larger record, unless the stream allows it")
    void tooLargeRecord() {
        var tooLarge = SdkBytes.fromByteArray(new byte[MIB + 1]);

        assertRefused(() -> kinesis.putRecord(
                record -> record.streamName(stream).partitionKey("k").data(tooLarge)));
    }

    @Test
    @DisplayName("a partition key has at most 256 characters")
    void longPartitionKey() {
        assertRefused(() -> kinesis.putRecords(put -> put.streamName(stream).records(entry("x".repeat(257), "x"))));
    }

    @Test
    @DisabledIfEnvironmentVariable(
            named = EMULATOR,
            matches = "moto|ministack",
            disabledReason = "it accepts an empty partition key")
    @DisplayName("a partition key has at least one character")
    void emptyPartitionKey() {
        assertRefused(() -> kinesis.putRecords(put -> put.streamName(stream).records(entry("", "x"))));
    }

    @Test
    @DisplayName("a deleted stream is not found")
    void deleted() {
        var other = endpoint.createStream(kinesis, 1);
        kinesis.putRecords(put -> put.streamName(other).records(entry("k", "x")));

        endpoint.deleteStream(kinesis, other);

        assertNotFound(() -> kinesis.describeStreamSummary(describe -> describe.streamName(other)));
        assertNotFound(() -> kinesis.putRecords(put -> put.streamName(other).records(entry("k", "x"))));
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(call);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(KinesisException.class).isThrownBy(call).satisfies(refused -> {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.awsErrorDetails().errorCode()).isIn("ValidationException", "InvalidArgumentException");
        });
    }

    private List<Shard> shards() {
        return kinesis.listShards(list -> list.streamName(stream)).shards();
    }

    private String shardOf(BigInteger hash) {
        return shards().stream()
                .filter(shard -> hash.compareTo(start(shard)) >= 0 && hash.compareTo(end(shard)) <= 0)
                .findAny()
                .orElseThrow()
                .shardId();
    }

    private static BigInteger start(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    private static BigInteger end(Shard shard) {
        return new BigInteger(shard.hashKeyRange().endingHashKey());
    }

    private PutRecordResponse put(String hash, String text) {
        return kinesis.putRecord(record -> record.streamName(stream)
                .partitionKey("k")
                .explicitHashKey(hash)
                .data(SdkBytes.fromUtf8String(text)));
    }

    private static PutRecordsRequestEntry entry(String partitionKey, String text) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static Consumer<GetShardIteratorRequest.Builder> at(String sequenceNumber) {
        return from ->
                from.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER).startingSequenceNumber(sequenceNumber);
    }

    private static Consumer<GetShardIteratorRequest.Builder> after(String sequenceNumber) {
        return from ->
                from.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).startingSequenceNumber(sequenceNumber);
    }

    private String iterator(String shard, Consumer<GetShardIteratorRequest.Builder> from) {
        return kinesis.getShardIterator(
                        get -> get.streamName(stream).shardId(shard).applyMutation(from))
                .shardIterator();
    }

    private List<Record> read(String shard, Consumer<GetShardIteratorRequest.Builder> from, int least) {
        return read(iterator(shard, from), least);
    }

    /** Reads on until there are as many records. */
    private List<Record> read(String iterator, int least) {
        var read = new ArrayList<Record>();
        var next = iterator;
        for (int i = 0; i < MAX_READS && read.size() < least; i++) {
            var from = next;
            var page = kinesis.getRecords(get -> get.shardIterator(from));
            read.addAll(page.records());
            next = page.nextShardIterator();
        }
        assertThat(read).hasSizeGreaterThanOrEqualTo(least);
        return read;
    }

    private static List<String> texts(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }
}
