package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Errors;
import dev.kinesislake.lab.proof.demo.Demo;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawHour;
import dev.kinesislake.table.raw.S3RawLake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code ./lake seal} and {@code ./lake status} as processes of their own, against the whole program on the local AWS. */
class SealTest {

    private static final Instant HOUR = Instant.parse("2026-11-24T07:00:00Z");
    private static final String SECTION = "Toys & Games";

    /** What events of planted copies have, whose attempt is the newest. */
    private static final String PLANTED = "\"planted\"";

    private final Path folder;
    private volatile Consumer<Call> onCall = call -> {};

    private record Call(Faults.Moment moment, String action, String key) {

        /** Whether a file of the table is stored. */
        boolean isUpload(Faults.Moment when) {
            return moment == when && action.equals("s3:PutObject") && key.contains("/data/");
        }
    }

    SealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName(
            "the table has each position of the folder once, of copies the newest attempt's, and sealing again changes nothing")
    void eachRowOnce() throws Exception {
        try (var stack = deploy()) {
            var demo = new Demo(
                    stack, LocalStack.project().resolve("samples"), Set.copyOf(GeneratedEvents.SECTIONS), false);
            assertThat(demo.run(500, 5, new PrintWriter(new StringWriter()))).isTrue();
            var copied = plantCopies(stack);

            var sealed = LakeProcess.in(folder, stack).run("seal", "--now");

            assertThat(sealed.status()).as(sealed.output()).isZero();
            var rows = rows(stack);
            assertThat(rows).isEqualTo(newestRows(stack)).hasSizeGreaterThan(500);
            assertThat(copied).isNotEmpty().allSatisfy(position -> assertThat(rows.get(position))
                    .contains(PLANTED));
            var metadata = metadata(stack);
            assertThat(LakeProcess.in(folder, stack).run("seal", "--now").output())
                    .contains("sealed          0 hours, 0 rows, 0 files");
            assertThat(metadata(stack)).isEqualTo(metadata);
            assertThat(LakeProcess.in(folder, stack).run("status").output())
                    .contains(rows.size() + " rows, 1 snapshots")
                    .contains("to seal         0 hours that are over, 0 that aren't")
                    .contains("waiting         no discarded batch");
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("a seal that is killed before its commit leaves the table as it was, and the next one seals")
    void killed() throws Exception {
        try (var stack = deploy()) {
            plant(stack, 1);
            assertThat(LakeProcess.in(folder, stack).run("seal").status()).isZero();
            var before = metadata(stack);
            plant(stack, 2);

            killAtUpload(stack);

            assertThat(metadata(stack)).isEqualTo(before);
            assertThat(rows(stack)).hasSize(1);
            var next = LakeProcess.in(folder, stack).run("seal");
            assertThat(next.status()).as(next.output()).isZero();
            assertThat(rows(stack)).isEqualTo(newestRows(stack)).hasSize(2);
            assertThat(keys(stack, LakeLayout.SEALED_PREFIX + "sealed_events/data/"))
                    .hasSize(3);
            // The killed one's file is nobody's: once no run can be about to commit it, it's deleted.
            TableFiles.sweep(stack, Instant.now());
            assertThat(keys(stack, LakeLayout.SEALED_PREFIX + "sealed_events/data/"))
                    .hasSize(3);
            TableFiles.sweep(stack, Instant.now().plus(Duration.ofDays(4)));
            assertThat(keys(stack, LakeLayout.SEALED_PREFIX + "sealed_events/data/"))
                    .hasSize(2)
                    .containsAll(files(stack));
            assertThat(rows(stack)).hasSize(2);
        }
    }

    @Test
    void objectsAreReadAsTheyWereListedOrNotAtAll() throws Exception {
        try (var stack = deploy();
                var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            plant(stack, 1);
            var lake = new S3RawLake(s3, stack.output("lakeBucket"));
            var hours = new ArrayList<RawHour>();
            lake.hours(Instant.MIN, hours::add);
            var hour = new Partition.OfEvents(SECTION, HOUR);
            var listed = lake.objects(hour);
            assertThat(hours)
                    .containsExactly(new RawHour(
                            hour, Inputs.of(listed), 1, listed.get(0).bytes(), false));
            assertThat(rowsOf(lake.get(listed.get(0)))).hasSize(1);

            s3.putObject(
                    put -> put.bucket(stack.output("lakeBucket"))
                            .key(listed.get(0).key()),
                    RequestBody.fromString("something else"));

            assertThatThrownBy(() -> lake.get(listed.get(0))).isInstanceOf(ChangedObjectException.class);
            s3.deleteObject(delete ->
                    delete.bucket(stack.output("lakeBucket")).key(listed.get(0).key()));
            assertThatThrownBy(() -> lake.get(listed.get(0))).isInstanceOf(ChangedObjectException.class);
            assertThat(lake.objects(hour)).isEmpty();
        }
    }

    @Test
    @DisplayName("of two seals at once, the one that is overtaken builds again and replaces nothing newer")
    void overtaken() throws Exception {
        try (var stack = deploy()) {
            plant(stack, 1);
            assertThat(LakeProcess.in(folder, stack).run("seal").status()).isZero();
            plant(stack, 2);
            var isFirst = new AtomicBoolean(true);
            var other = new CompletableFuture<LakeProcess.Ended>();
            onCall = call -> {
                if (call.isUpload(Faults.Moment.BEFORE) && isFirst.getAndSet(false)) {
                    plant(stack, 3);
                    other.complete(LakeProcess.in(folder, stack).run("seal"));
                }
            };

            var overtaken = LakeProcess.in(folder, stack).run("seal");

            assertThat(other.join().status()).as(other.join().output()).isZero();
            assertThat(overtaken.output()).contains("somebody else has changed the same hours");
            assertThat(overtaken.status()).isZero();
            assertThat(rows(stack)).isEqualTo(newestRows(stack)).hasSize(3);
            assertThat(files(stack)).hasSize(1);
        }
    }

    @Test
    @DisplayName("the sealing function, in its package and with Lambda's flags, seals as the command does")
    void function() throws Exception {
        try (var stack = deploy()) {
            plant(stack, 1);
            plant(stack, 2);

            var outcome = stack.function("sealFunctionName").invoke("{}".getBytes(UTF_8));

            assertThat(outcome).isInstanceOf(Invoker.Returned.class);
            assertThat(rows(stack)).isEqualTo(newestRows(stack)).hasSize(2);
            var metadata = metadata(stack);
            assertThat(LakeProcess.in(folder, stack).run("seal").output())
                    .contains("sealed          0 hours, 0 rows, 0 files");
            assertThat(metadata(stack)).isEqualTo(metadata);
        }
    }

    @Test
    @DisplayName("sealed_through passes no discarded batch that waits, and stops the run where one can't be read")
    void discarded() throws Exception {
        try (var stack = deploy()) {
            plant(stack, 1);
            var batch = LakeLayout.UNPROCESSED_PREFIX + "mapping/shardId-000000000000/2026/11/24/batch";
            putFailed(
                    stack,
                    batch,
                    "{\"timestamp\":\"2026-11-24T09:00:00Z\",\"KinesisBatchInfo\":{\"shardId\":\"s\","
                            + "\"approximateArrivalOfFirstRecord\":\"2026-11-24T08:59:00Z\"},\"payload\":\"{}\"}");

            assertThat(LakeProcess.in(folder, stack).run("seal").output())
                    .contains("sealed          1 hours")
                    .contains("sealed through  2026-11-24T08:00:00Z");
            assertThat(LakeProcess.in(folder, stack).run("status").output())
                    .contains("1 discarded batches, the oldest record arrived 2026-11-24T08:59:00Z");

            putFailed(stack, LakeLayout.redrivenKey(batch), "{}");
            assertThat(LakeProcess.in(folder, stack).run("seal").output()).doesNotContain("sealed through  2026-11-24");

            putFailed(stack, LakeLayout.UNPROCESSED_PREFIX + "other", "{\"KinesisBatchInfo\":7}");
            var blocked = LakeProcess.in(folder, stack).run("seal");
            assertThat(blocked.status()).isEqualTo(1);
            assertThat(blocked.output())
                    .contains(
                            "lake: object aws/lambda/other of bucket failed-bucket-local is none that Lambda's on-failure"
                                    + " destination writes: nobody knows which hours miss its records");
            assertThat(stack.function("sealFunctionName").invoke("{}".getBytes(UTF_8)))
                    .isInstanceOf(Invoker.Failed.class);
        }
    }

    private static void putFailed(DeployedStack stack, String key, String body) {
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            s3.putObject(put -> put.bucket(stack.output("failedBucket")).key(key), RequestBody.fromString(body));
        }
    }

    private void killAtUpload(DeployedStack stack) throws Exception {
        var process = new CompletableFuture<Process>();
        onCall = call -> {
            if (call.isUpload(Faults.Moment.AFTER)) {
                process.join().destroyForcibly().onExit().join();
                throw S3Errors.internalError();
            }
        };
        var child = LakeProcess.in(folder, stack).start("seal");
        process.complete(child);
        var output = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(output).isEqualTo(128 + 9);
        onCall = call -> {};
    }

    /** Stores half of an object's rows again, as a batch from a later record on, of a newer attempt; returns their positions. */
    private static List<Position> plantCopies(DeployedStack stack) throws IOException {
        var planted = new ArrayList<Position>();
        for (var key : keys(stack, LakeLayout.EVENTS_PREFIX)) {
            var rows = rowsOf(get(stack, key));
            if (planted.isEmpty() && rows.size() > 3) {
                var again = rows.subList(rows.size() / 2, rows.size()).stream()
                        .map(row -> decoded(row.position(), row.arrival(), planted(row.event())))
                        .toList();
                again.forEach(row -> planted.add(row.record().position()));
                put(stack, again, "2027-01-01T00:00:00Z planted");
            }
        }
        return planted;
    }

    private static String planted(String event) {
        return "{" + PLANTED + ":true," + event.substring(1);
    }

    /** Stores a row of an hour that is over. */
    private static void plant(DeployedStack stack, int number) {
        var event = "{\"metadata\":{\"uuid\":\"u\",\"section\":\"%s\"},\"payload\":{\"userid\":\"%d\"}}";
        try {
            put(
                    stack,
                    List.of(decoded(
                            new Position("shardId-000000000000", "4950000000000000000" + number, null),
                            HOUR.plusSeconds(number),
                            event.formatted(SECTION, number))),
                    HOUR.plusSeconds(60) + " planted");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Decoded.Valid decoded(Position position, Instant arrival, String event) {
        return (Decoded.Valid)
                new EventDecoder(Set.of()).decode(new UserRecord(position, "key", arrival, event.getBytes(UTF_8)));
    }

    private static void put(DeployedStack stack, List<Decoded.Valid> rows, String attempt) throws IOException {
        var first = rows.get(0);
        var key = LakeLayout.key(
                LakeLayout.lakePrefix(first.section(), first.record().arrivalTime()),
                first.record().position(),
                ".parquet");
        var object = new EventParquet().encode(rows, attempt);
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            s3.putObject(put -> put.bucket(stack.output("lakeBucket")).key(key), RequestBody.fromBytes(object));
        }
    }

    /** The folder's events by position, of copies the newest attempt's. */
    private static Map<Position, String> newestRows(DeployedStack stack) throws IOException {
        var rows = new HashMap<Position, String>();
        for (var key : keys(stack, LakeLayout.EVENTS_PREFIX)) {
            for (var row : rowsOf(get(stack, key))) {
                rows.merge(row.position(), row.event(), (one, other) -> one.contains(PLANTED) ? one : other);
            }
        }
        return rows;
    }

    /** The table's events by position; a position that is there twice is a failure. */
    private static Map<Position, String> rows(DeployedStack stack) throws IOException {
        var rows = new HashMap<Position, String>();
        for (var file : files(stack)) {
            for (var row : rowsOf(get(stack, file))) {
                assertThat(rows.put(row.position(), row.event())).as("twice").isNull();
            }
        }
        return rows;
    }

    private static List<LakeRow> rowsOf(byte[] object) throws IOException {
        var rows = new ArrayList<LakeRow>();
        ParquetLakeRows.read(object, rows::add);
        return rows;
    }

    private static String metadata(DeployedStack stack) {
        return TableFiles.metadata(stack);
    }

    private static List<String> files(DeployedStack stack) {
        return TableFiles.of(stack);
    }

    private static List<String> keys(DeployedStack stack, String prefix) {
        return stack.aws().s3().buckets().objects(stack.output("lakeBucket"), prefix).stream()
                .map(object -> object.key())
                .toList();
    }

    private static byte[] get(DeployedStack stack, String key) {
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            return s3.getObjectAsBytes(
                            get -> get.bucket(stack.output("lakeBucket")).key(key))
                    .asByteArray();
        }
    }

    private DeployedStack deploy() throws IOException {
        var sections = new ObjectMapper().writeValueAsString(GeneratedEvents.SECTIONS);
        Faults faults = (moment, call) -> onCall.accept(new Call(moment, call.action(), call.key()));
        return LocalStack.deploy(folder.resolve("lake"), false, 0, Map.of("sections", sections), faults);
    }
}
