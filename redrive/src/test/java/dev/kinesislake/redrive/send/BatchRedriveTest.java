package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.InvocationReader;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.send.BatchRedrive.BatchTotals;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRedriveTest {

    private static final String KEY = "aws/lambda/a-b-c/shardId-000000000000/2026/11/23/2026-11-23T11.40.00-";

    private static final String EVENT = "{\"Records\":[" + record("4960", "a") + "]}";
    private static final String OTHER_SECTION = record("4961", "b");
    private static final String THREE =
            "{\"Records\":[" + record("4960", "a") + "," + OTHER_SECTION + "," + record("4962", "c") + "]}";

    private final InMemoryBucket bucket = new InMemoryBucket(() -> Instant.parse("2026-11-24T06:00:00Z"));
    private final InMemoryBucket lake = new InMemoryBucket(() -> Instant.parse("2026-11-24T06:00:00Z"));
    private final List<String> events = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final ArrayDeque<LakeConsumer.Answer> answers = new ArrayDeque<>();
    private Optional<String> failure = Optional.empty();

    @Test
    void aBatchIsHandedToTheConsumerAsItWasAndOnlyOnce() throws Exception {
        store("1", ",\"payload\":\"{\\\"Records\\\":[]}\"");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));
        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 1, 0));

        assertThat(events).containsExactly("{\"replacesUntil\":\"2026-11-23T11:39:30.123Z\",\"Records\":[]}");
    }

    @Test
    void aBatchThatTheConsumerDoesNotStoreIsNotDone() throws Exception {
        store("1", ",\"payload\":\"{\\\"Records\\\":[]}\"");
        failure = Optional.of("the function failed: Sandbox.Timedout");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news).containsExactly(KEY + "1: the function failed: Sandbox.Timedout");
        failure = Optional.empty();

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));
    }

    @Test
    @DisplayName("A batch that is too much for one invocation is handed on from the record that the consumer answers")
    void aBatchThatIsCut() throws Exception {
        store("1", ",\"payload\":\"" + THREE.replace("\"", "\\\"") + "\"");
        answers.add(new LakeConsumer.StoredUpTo("4961"));
        answers.add(new LakeConsumer.StoredUpTo("4962"));

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));

        var head = "{\"replacesUntil\":\"2026-11-23T11:39:30.123Z\",";
        assertThat(events)
                .containsExactly(
                        head + THREE.substring(1),
                        head + "\"Records\":[" + OTHER_SECTION + "," + record("4962", "c") + "]}",
                        head + "\"Records\":[" + record("4962", "c") + "]}");
    }

    @Test
    @DisplayName(
            "A redrive that is cut off between two parts of a batch goes on with the second, whose objects are named after its rows")
    void aBatchThatIsCutAndFails() throws Exception {
        store("1", ",\"payload\":\"" + THREE.replace("\"", "\\\"") + "\"");
        answers.add(new LakeConsumer.StoredUpTo("4961"));
        answers.add(new LakeConsumer.NotStored("the function failed: Sandbox.Timedout"));
        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        events.clear();

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));

        assertThat(events)
                .singleElement()
                .asString()
                .endsWith("\"Records\":[" + OTHER_SECTION + "," + record("4962", "c") + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4960", "4959", ""})
    @DisplayName("A batch of which no record is stored isn't done")
    void aBatchOfWhichNothingIsStored(String answered) throws Exception {
        store("1", ",\"payload\":\"" + THREE.replace("\"", "\\\"") + "\"");
        answers.add(new LakeConsumer.StoredUpTo(answered));

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news)
                .containsExactly(KEY + "1: the function could not store it from sequence number " + answered
                        + " on; its log says why");
    }

    @Test
    void aBatchWithoutItsRecordsIsReported() throws Exception {
        store("1", "");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news).containsExactly(KEY + "1: has no payload");
    }

    @Test
    void aBatchThatIsStoredSinceIsNotHandedToTheConsumer() throws Exception {
        store("1", ",\"payload\":\"" + EVENT.replace("\"", "\\\"") + "\"");
        storeRows("an attempt", "4959", "4960");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 1));
        assertThat(events).isEmpty();
    }

    @Test
    void aBatchThatHasToWaitIsReported() throws Exception {
        store(
                "1",
                ",\"payload\":\""
                        + EVENT.replace("]}", "," + OTHER_SECTION + "]}").replace("\"", "\\\"") + "\"");
        storeRows("an attempt", "4959", "4960");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 0, 0, 0));
        assertThat(news).hasSize(1).first().asString().startsWith(KEY + "1: its objects hold rows");
        assertThat(events).isEmpty();
    }

    @Test
    @DisplayName("The consumer reads the same records from the event with the time in it")
    void theConsumerReadsIt() throws Exception {
        store("1", ",\"payload\":\"" + EVENT.replace("\"", "\\\"") + "\"");

        redrive();

        var batch = InvocationReader.read(new ByteArrayInputStream(events.get(0).getBytes(UTF_8)));
        assertThat(batch.replacesUntil()).contains(Instant.parse("2026-11-23T11:39:30.123Z"));
        assertThat(batch.records()).singleElement().matches(record -> record.sequenceNumber()
                .equals("4960"));
    }

    @Test
    @DisplayName(
            "The consumer may replace what was found to be harmless to replace, though it was delivered after the discard")
    void harmlessRowsOfALaterAttempt() throws Exception {
        store("1", ",\"payload\":\"" + EVENT.replace("\"", "\\\"") + "\"");
        storeRows("2026-11-23T11:40:07.5Z request-1", "4960", "4961");
        storeRows("an attempt", "4961");

        assertThat(redrive()).isEqualTo(new BatchTotals(1, 1, 0, 0));

        assertThat(events).singleElement().asString().startsWith("{\"replacesUntil\":\"2026-11-23T11:40:07.500Z\",");
    }

    @Test
    @DisplayName("Batches that can't be read are reported, and the others are redriven")
    void unreadableBatches() throws Exception {
        bucket.put(KEY + "1", "{\"requestContext\":{".getBytes(UTF_8));
        store("2", ",\"payload\":\"[]\"");
        store("3", ",\"payload\":\"{\\\"Records\\\":[]}\"");

        assertThat(redrive()).isEqualTo(new BatchTotals(3, 1, 0, 0));

        assertThat(events).hasSize(1);
        assertThat(news)
                .containsExactly(
                        "object " + KEY + "1 is none that Lambda's on-failure destination writes",
                        KEY + "2: has a payload that is no batch of Kinesis records");
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"u\",\"section\":\"" + section + "\"},\"payload\":{}}";
    }

    private static String record(String sequenceNumber, String section) {
        return "{\"eventID\":\"shardId-000000000000:" + sequenceNumber
                + "\",\"kinesis\":{\"partitionKey\":\"user\",\"sequenceNumber\":\"" + sequenceNumber
                + "\",\"approximateArrivalTimestamp\":1795433611.123,\"data\":\""
                + Base64.getEncoder().encodeToString(event(section).getBytes(UTF_8)) + "\"}}";
    }

    /** Stores rows of section a as the consumer does. */
    private void storeRows(String attempt, String... sequenceNumbers) {
        var decoder = new EventDecoder(Set.of());
        var rows = Arrays.stream(sequenceNumbers)
                .map(number -> decoder.decode(new UserRecord(
                        new Position("shardId-000000000000", number, null),
                        "user",
                        Instant.parse("2026-11-23T11:33:31.123Z"),
                        event("a").getBytes(UTF_8))))
                .toList();
        new BatchWriter(lake, bucket, new EventParquet()).store(rows, attempt);
    }

    private BatchTotals redrive() throws InterruptedException {
        LakeConsumer consumer = event -> {
            events.add(new String(event, UTF_8));
            return failure.<LakeConsumer.Answer>map(LakeConsumer.NotStored::new)
                    .or(() -> Optional.ofNullable(answers.poll()))
                    .orElseGet(LakeConsumer.Stored::new);
        };
        return new BatchRedrive(bucket, new BatchCheck(lake, bucket, Set.of()), consumer, new Complaints(news::add))
                .run(Choice.everything(), Set.of());
    }

    private void store(String name, String payload) {
        bucket.put(KEY + name, """
                {"requestContext":{"condition":"RetryAttemptsExhausted"},"timestamp":"2026-11-23T11:40:00.123Z",
                 "KinesisBatchInfo":{"shardId":"shardId-000000000000","batchSize":1,
                   "startSequenceNumber":"4960","endSequenceNumber":"4960",
                   "approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z"}%s}
                """.formatted(payload).getBytes(UTF_8));
    }
}
