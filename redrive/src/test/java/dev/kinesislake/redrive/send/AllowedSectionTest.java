package dev.kinesislake.redrive.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.InvocationReader;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedRows;
import dev.kinesislake.redrive.fix.Fix;
import dev.kinesislake.redrive.fix.Repair;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.lake.RowCheck;
import dev.kinesislake.redrive.mark.Marks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A KPL aggregate of an event whose section was unknown, and of one that wasn't: the first is a failed row, the second couldn't be stored,
 * and the batch was discarded. Then the section was allowed.
 */
class AllowedSectionTest {

    private static final String KEY = "aws/lambda/a-b-c/shardId-000000000000/2026/11/23/2026-11-23T11.40.00-1";
    private static final Set<String> BEFORE = Set.of("Known");
    private static final Set<String> AFTER = Set.of("Known", "New");

    private final FakeTime time = new FakeTime();
    private final InMemoryBucket failed = new InMemoryBucket(time::now);
    private final InMemoryBucket lake = new InMemoryBucket(time::now);
    private final FakeStream stream = new FakeStream(time);
    private final List<String> news = new ArrayList<>();
    private final InParallel parallel = new InParallel(2);

    @BeforeEach
    void discard() throws Exception {
        var invocation = """
                {"Records":[{"eventID":"shardId-000000000000:4960","kinesis":{"partitionKey":"user","sequenceNumber":"4960",
                 "approximateArrivalTimestamp":1795433611.123,"data":"%s"}}]}
                """.formatted(Base64.getEncoder().encodeToString(aggregate(event("New"), event("Known"))));
        store(invocation.getBytes(UTF_8), BEFORE);
        lake.keys("events/").forEach(lake::delete); // as if that bucket had refused it
        failed.put(KEY, """
                {"requestContext":{"condition":"RetryAttemptsExhausted"},"timestamp":"2026-11-23T11:40:00.123Z",
                 "KinesisBatchInfo":{"shardId":"shardId-000000000000","batchSize":1,
                   "startSequenceNumber":"4960","endSequenceNumber":"4960",
                   "approximateArrivalOfFirstRecord":"2026-11-23T11:33:31.123Z"},"payload":%s}
                """.formatted(new ObjectMapper().writeValueAsString(invocation))
                .getBytes(UTF_8));
        assertThat(failed.keys("failed/")).hasSize(1);
    }

    @AfterEach
    void end() {
        parallel.close();
    }

    @Test
    @DisplayName("Batches, then rows: the row is in the lake already")
    void batchesFirst() throws Exception {
        redriveBatches(AFTER);
        var rows = redriveRows();

        assertThat(rows.inLake()).isEqualTo(1);
        assertThat(rows.everythingIsRedriven()).isTrue();
        assertThat(stream.userRecords()).isEmpty();
        assertThat(lake.keys("events/")).hasSize(2);
    }

    @Test
    @DisplayName("Rows, then batches: the row is refused while its batch waits")
    void rowsFirst() throws Exception {
        var rows = redriveRows();

        assertThat(rows.notSent()).isEqualTo(1);
        assertThat(rows.everythingIsRedriven()).isFalse();
        assertThat(stream.userRecords()).isEmpty();
        assertThat(news)
                .containsExactly("shardId-000000000000-4960-0: not sent: is valid now, and the redrive of batch " + KEY
                        + " stores it: redrive that first (--batches)");
        assertThat(redriveBatches(AFTER).everythingIsStored()).isTrue();
        assertThat(redriveRows().inLake()).isEqualTo(1);
    }

    @Test
    @DisplayName("The batch is refused once its row was redriven by itself, until the section is unknown again")
    void rowRedrivenBefore() throws Exception {
        var batch = failed.get(KEY);
        failed.delete(KEY); // it wasn't discarded yet
        assertThat(redriveRows().redriven()).isEqualTo(1);
        failed.put(KEY, batch);

        assertThat(redriveBatches(AFTER).everythingIsStored()).isFalse();
        assertThat(lake.keys("events/")).isEmpty();
        assertThat(news)
                .containsExactly(
                        KEY + ": some of its rows were redriven by themselves, and would be stored a second time:"
                                + " take their sections out of kinesis-lake:sections, deploy, redrive the batch, and put them back");

        assertThat(redriveBatches(BEFORE).everythingIsStored()).isTrue();
        assertThat(lake.keys("events/")).hasSize(1);
        assertThat(redriveRows().before()).isEqualTo(1);
        assertThat(stream.userRecords()).hasSize(1);
    }

    private BatchRedrive.BatchTotals redriveBatches(Set<String> sections) throws InterruptedException {
        LakeConsumer consumer = event -> {
            store(event, sections);
            return new LakeConsumer.Stored();
        };
        var check = new BatchCheck(lake, failed, sections);
        return new BatchRedrive(failed, check, consumer, new Complaints(news::add)).run(Choice.everything(), Set.of());
    }

    private Totals redriveRows() throws InterruptedException {
        var marks = new Marks(failed);
        return new RowRedrive(new RowRedrive.Parts(
                        new FailedRows(failed, why -> news.add(why.getMessage())),
                        new Repair(Fix.NONE, AFTER),
                        new RowCheck(lake, failed, AFTER),
                        marks,
                        stream,
                        new Settling(failed, marks, stream, Settling.DEFAULT_AGE, time, news::add),
                        new Complaints(news::add),
                        parallel,
                        time,
                        new Random(1),
                        UUID::randomUUID))
                .run(Choice.everything());
    }

    /** As the consumer stores a batch. */
    private void store(byte[] invocation, Set<String> sections) {
        var decoder = new RecordDecoder(sections);
        var decoded = new ArrayList<Decoded>();
        try {
            for (var record :
                    InvocationReader.read(new ByteArrayInputStream(invocation)).records()) {
                decoded.addAll(decoder.decode(record).rows());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        new BatchWriter(lake, failed, new EventParquet()).store(decoded, "an attempt");
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"1\",\"section\":\"" + section + "\"},\"payload\":{}}";
    }

    /** Short events of one partition key (Amazon Kinesis Producer Library, "KPL Aggregated Record Format"). */
    private static byte[] aggregate(String... events) throws Exception {
        var message = new ByteArrayOutputStream();
        field(1, "user".getBytes(UTF_8), message);
        for (var event : events) {
            var user = new ByteArrayOutputStream();
            user.writeBytes(new byte[] {0x08, 0});
            field(3, event.getBytes(UTF_8), user);
            field(3, user.toByteArray(), message);
        }
        var record = new ByteArrayOutputStream();
        record.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        record.writeBytes(message.toByteArray());
        record.writeBytes(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
        return record.toByteArray();
    }

    private static void field(int number, byte[] bytes, ByteArrayOutputStream to) {
        to.write(number << 3 | 2);
        to.write(bytes.length); // below 128: one byte
        to.writeBytes(bytes);
    }
}
