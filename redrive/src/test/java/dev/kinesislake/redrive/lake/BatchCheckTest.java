package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.GzipNdjson;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.function.partition.PartitionedBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.redrive.send.InMemoryBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records are named by a letter, the section or what is wrong, and their number in the stream. */
class BatchCheckTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");
    private static final String FOLDER = "aws/lambda/a-b-c/shardId-000000000000/2026/11/23/2026-11-23T11.40.";

    private Instant now = Instant.parse("2026-11-23T11:40:00Z");
    private final InMemoryBucket lake = new InMemoryBucket(() -> now);
    private final InMemoryBucket failed = new InMemoryBucket(() -> now);
    private RowEncoder<Decoded.Valid> format = GzipNdjson.ofEvents();

    @Test
    void whatIsNowhereIsRedriven() throws Exception {
        var batch = giveUp("a1", "b2", "x3");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void whatAnEarlierTryLeftIsOverwritten() throws Exception {
        store("a1", "a2", "a3");
        var firstHalf = giveUp("a1");
        store("a2", "a3");

        assertThat(advise(firstHalf)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void rowsThatOtherRedrivesWillBringAreNotTakenAway() throws Exception {
        store("a1", "a2", "a3");
        var first = giveUp("a1");
        var second = giveUp("a2");
        var third = giveUp("a3");

        assertThat(List.of(advise(first), advise(second), advise(third))).containsOnly(Advice.REDRIVE);
    }

    @Test
    void aBatchThatWasDeliveredAgainWithMoreIsLeftAlone() throws Exception {
        var batch = giveUp("a1", "b2");
        store("a1", "b2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void soItIsInEitherFormat() throws Exception {
        format = new EventParquet();
        var batch = giveUp("a1", "b2");
        store("a1", "b2", "a3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void soItIsInTheFailedBucket() throws Exception {
        var batch = giveUp("a1", "x2");
        store("a1", "x2", "x3");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasDeliveredAgainBehindOthersIsLeftAlone() throws Exception {
        var batch = giveUp("a2");
        store("a1", "a2");

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasGivenUpTwiceAndDeliveredThenIsLeftAlone() throws Exception {
        var once = giveUp("a1", "a2");
        var again = giveUp("a1", "a2");
        store("a1", "a2", "a3");

        assertThat(advise(once)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(again)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aBatchThatWasGivenUpAgainIsRedrivenWithOrWithoutItsTwin() throws Exception {
        var once = giveUp("a1", "a2");
        var again = giveUp("a1", "a2");

        assertThat(advise(once)).isEqualTo(Advice.REDRIVE);
        assertThat(advise(again)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void ofABatchThatWasGivenUpAgainInPartThatPartIsRedriven() throws Exception {
        var whole = giveUp("a1", "a2");
        var part = giveUp("a1");
        store("a2", "a3");

        assertThat(advise(whole)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(part)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void aLongerBatchThatIsRedrivenIsNotCutShort() throws Exception {
        var batch = giveUp("a1");
        var longer = giveUp("a1", "a2");
        store("a1", "a2");
        new StoredBatches(failed).noteRedriven(longer);

        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void aLongerBatchThatWaitsComesAfterwards() throws Exception {
        var batch = giveUp("a1");
        var longer = giveUp("a1", "a2");
        store("a1", "a2");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
        assertThat(advise(longer)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void rowsThatOnlyABatchWhichIsLeftAloneHasAreNotTakenAway() throws Exception {
        var batch = giveUp("a1");
        var longer = giveUp("a1", "a2", "a3");
        store("a1", "a2");
        store("a3", "a4");

        assertThat(advise(longer)).isEqualTo(Advice.LEAVE_ALONE);
        assertThat(advise(batch)).isEqualTo(Advice.LEAVE_ALONE);
    }

    @Test
    void whileRowsBehindItAreStillDeliveredABatchWaits() throws Exception {
        store("a1", "a3");
        var batch = giveUp("a1", "b2");

        assertThat(advise(batch)).isEqualTo(Advice.WAIT);
        store("a3");
        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void whatIsMuchOlderThanTheBatchIsNotEvenRead() throws Exception {
        lake.put(LakeLayout.key(LakeLayout.lakePrefix("a", ARRIVAL), position(1), ".ndjson.gz"), new byte[] {1});
        now = now.plus(Duration.ofMinutes(2));
        var batch = giveUp("a1");

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    @Test
    void anotherShardsObjectsAreNoneOfItsBusiness() throws Exception {
        var batch = giveUp("a1");
        lake.put(
                LakeLayout.key(
                        LakeLayout.lakePrefix("a", ARRIVAL),
                        new Position("shardId-000000000001", position(1).sequenceNumber(), null),
                        ".ndjson.gz"),
                new byte[] {1});

        assertThat(advise(batch)).isEqualTo(Advice.REDRIVE);
    }

    /** All advice of one check, which remembers what it has read. */
    private final BatchCheck check = new BatchCheck(lake, failed, Set.of("a", "b"));

    private Advice advise(String key) throws InterruptedException {
        var batch = requireNonNull(new StoredBatches(failed).find(key));
        var fresh = new BatchCheck(lake, failed, Set.of("a", "b")).advise(batch);
        assertThat(check.advise(batch)).isEqualTo(fresh);
        return fresh;
    }

    /** As the consumer stores a batch. */
    private void store(String... names) {
        now = now.plusSeconds(1);
        var decoder = new EventDecoder(Set.of("a", "b"));
        var batch = new ArrayList<Decoded>();
        for (var name : names) {
            batch.add(decoder.decode(new UserRecord(position(number(name)), "user", ARRIVAL, data(name))));
        }
        var partitioned = PartitionedBatch.of(batch);
        store(lake, partitioned.events(), format);
        store(failed, partitioned.failed(), GzipNdjson.ofFailed());
    }

    private static <P extends Partition, R extends Decoded> void store(
            InMemoryBucket bucket, Map<P, List<R>> partitions, RowEncoder<R> encoder) {
        partitions.forEach((partition, rows) -> {
            var first = rows.get(0).record().position();
            try {
                bucket.put(LakeLayout.key(partition.prefix(), first, encoder.suffix()), encoder.encode(rows, "attempt"));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    /** As Lambda stores a batch that it gives up; returns its key. */
    private String giveUp(String... names) throws IOException {
        now = now.plusSeconds(1);
        var records = Arrays.stream(names)
                .map(name -> """
                        {"eventID":"shardId-000000000000:%s","kinesis":{"partitionKey":"user","sequenceNumber":"%1$s",
                         "approximateArrivalTimestamp":%s,"data":"%s"}}""".formatted(
                                position(number(name)).sequenceNumber(),
                                ARRIVAL.toEpochMilli() / 1000 + ".123",
                                Base64.getEncoder().encodeToString(data(name))))
                .collect(joining(",", "{\"Records\":[", "]}"));
        var key = FOLDER + (10 + failed.keys(FOLDER).size()) + "-0";
        failed.put(key, """
                {"requestContext":{"condition":"RetryAttemptsExhausted"},
                 "KinesisBatchInfo":{"shardId":"shardId-000000000000","batchSize":%d,
                   "startSequenceNumber":"%s","endSequenceNumber":"%s",
                   "approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z"},
                 "payload":%s}
                """.formatted(
                        names.length,
                        position(number(names[0])).sequenceNumber(),
                        position(number(names[names.length - 1])).sequenceNumber(),
                        new ObjectMapper().writeValueAsString(records))
                .getBytes(UTF_8));
        return key;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static byte[] data(String name) {
        return name.startsWith("x")
                ? "{".getBytes(UTF_8)
                : "{\"metadata\":{\"uuid\":\"%s\",\"section\":\"%s\"},\"payload\":{}}"
                        .formatted(name, name.substring(0, 1))
                        .getBytes(UTF_8);
    }

    private static Position position(int number) {
        return new Position(
                "shardId-000000000000", "4960000000000000000000000000000000000000000000000000" + (1000 + number), null);
    }
}
