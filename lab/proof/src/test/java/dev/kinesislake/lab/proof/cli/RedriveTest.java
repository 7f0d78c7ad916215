package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.PolicyDocument;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Errors;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code ./lake redrive} as a process of its own, against the whole program on the local AWS. */
class RedriveTest {

    private static final int ROWS = 60;
    private static final String FIX = ".metadata.section = \"Home-Decor\"";

    private final Path folder;
    private volatile Consumer<Call> onCall = call -> {};

    private record Call(Faults.Moment moment, String action, String key) {}

    RedriveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName("Failed rows redriven with a fix end up in the lake exactly once, though the redrive is killed twice")
    void fixedRows() throws Exception {
        try (var stack = deploy(Map.of())) {
            send(stack, IntStream.range(0, ROWS).mapToObj(i -> event(i, "Toys")).toList());
            until(() -> lines(stack, "failedBucket", "failed/").size() == ROWS);

            // When 20 rows are claimed and none is sent.
            killAt(stack, Faults.Moment.AFTER, "-claimed", 20);
            assertThat(rows(stack)).isEmpty();
            // When the other 40 are sent, and five of them noted.
            killAt(stack, Faults.Moment.BEFORE, "-sent", 6);
            var last = redrive(stack, "send", "--all", "--fix", FIX, "--settle", "2");

            assertThat(last.output()).contains("rows chosen                  60", "not sent                      0");
            assertThat(last.status()).as(last.output()).isZero();
            until(() -> rows(stack).size() >= ROWS);
            assertThat(rows(stack))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS)
                            .mapToObj(i -> event(i, "Home-Decor"))
                            .toList());
            assertThat(records(stack)).hasSize(2 * ROWS);
            var again = redrive(stack, "send", "--all", "--fix", FIX);
            assertThat(again.output()).contains("redriven before              60");
            assertThat(again.status()).isZero();
            assertThat(records(stack)).hasSize(2 * ROWS);
        }
    }

    @Test
    @DisplayName("A fix that makes several events of a row sends them as one record, once")
    void severalEventsOfARow() throws Exception {
        var events = IntStream.range(0, 3).mapToObj(i -> event(i, "Home-Decor")).toList();
        try (var stack = deploy(Map.of())) {
            send(stack, List.of("{\"events\":[" + String.join(",", events) + "]}"));
            until(() -> lines(stack, "failedBucket", "failed/").size() == 1);

            var fixed = redrive(stack, "send", "--all", "--fix", ".events[]");

            assertThat(fixed.status()).as(fixed.output()).isZero();
            until(() -> rows(stack).size() >= 3);
            assertThat(rows(stack)).containsExactlyInAnyOrderElementsOf(events);
            assertThat(redrive(stack, "send", "--all", "--fix", ".events[]").output())
                    .contains("redriven before               1");
            assertThat(records(stack)).hasSize(2);
        }
    }

    @Test
    @DisplayName("Discarded batches end up in the lake once, though some of their rows were stored before")
    void discardedBatches() throws Exception {
        try (var stack = deploy(Map.of("retryAttempts", "0"))) {
            var role = deniedTheLake(stack);
            var events = new ArrayList<>(
                    IntStream.range(0, 10).mapToObj(i -> event(i, "Home-Decor")).toList());
            events.add(event(10, "Toys")); // is stored in the failed bucket the first time too
            send(stack, events);
            // Halved until each record is a batch of its own.
            until(() -> discarded(stack).size() >= 10);
            role.removePolicy("denied");

            var first = redrive(stack, "send", "--batches");

            assertThat(first.output()).contains("redriven before               0");
            assertThat(first.status()).as(first.output()).isZero();
            assertThat(rows(stack))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10)
                            .mapToObj(i -> event(i, "Home-Decor"))
                            .toList());
            assertThat(lines(stack, "failedBucket", "failed/")).hasSize(1);
            assertThat(records(stack)).hasSize(11);
            assertThat(redrive(stack, "send", "--batches").output()).contains("\nredriven                      0");
        }
    }

    @Test
    void aBatchThatWasDeliveredAgainWithMoreIsLeftAlone() throws Exception {
        try (var stack = deploy(Map.of("retryAttempts", "0"))) {
            var role = deniedTheLake(stack);
            send(stack, List.of(event(1, "Home-Decor")));
            until(() -> discarded(stack).size() == 1);
            role.removePolicy("denied");
            // As a poller would that doesn't know of the batch: the same record, and one that has arrived since.
            var consumer = stack.function();
            assertThat(consumer.invoke(
                            withOneMore(payload(stack, discarded(stack).get(0)))))
                    .isInstanceOfSatisfying(
                            Invoker.Returned.class, answer -> assertThat(new String(answer.payload(), UTF_8))
                                    .isEqualTo("{\"batchItemFailures\":[]}"));

            assertThat(redrive(stack, "send", "--batches", "--dry-run").output())
                    .contains("left alone: it was delivered again, and is stored");
            var sent = redrive(stack, "send", "--batches");

            assertThat(sent.output()).contains("left alone                    1", "\nredriven                      0");
            assertThat(sent.status()).as(sent.output()).isZero();
            assertThat(rows(stack)).containsExactly(event(1, "Home-Decor"), event(1, "Home-Decor"));
        }
    }

    /** The consumer's role, which may not store in the lake until its policy "denied" is removed. */
    private static Role deniedTheLake(DeployedStack stack) {
        var role = ConsumerRole.of(stack);
        role.putPolicy("denied", PolicyDocument.parse("""
                                {"Version": "2012-10-17",
                                 "Statement": [{"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::%s/*"}]}
                                """.formatted(stack.output("lakeBucket"))));
        return role;
    }

    private static JsonNode payload(DeployedStack stack, String key) throws IOException {
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            var batch = s3.getObjectAsBytes(
                    get -> get.bucket(stack.output("failedBucket")).key(key));
            var json = new ObjectMapper();
            return json.readTree(
                    json.readTree(batch.asByteArrayUnsafe()).path("payload").textValue());
        }
    }

    /** A batch with its only record, and the same as the next one of its shard. */
    private static byte[] withOneMore(JsonNode batch) throws IOException {
        var records = (ArrayNode) batch.path("Records");
        var next = (ObjectNode) records.get(0).deepCopy();
        var kinesis = (ObjectNode) next.path("kinesis");
        var number = new BigInteger(kinesis.path("sequenceNumber").textValue())
                .add(BigInteger.ONE)
                .toString();
        kinesis.put("sequenceNumber", number);
        var eventId = next.path("eventID").textValue();
        next.put("eventID", eventId.substring(0, eventId.indexOf(':') + 1) + number);
        records.add(next);
        return new ObjectMapper().writeValueAsBytes(batch);
    }

    @Test
    void listCountsAndShowPrintsWhatFailed() throws Exception {
        try (var stack = deploy(Map.of())) {
            send(stack, List.of(event(1, "Toys"), event(2, "Books"), "{\"metadata\":"));
            until(() -> lines(stack, "failedBucket", "failed/").size() == 3);

            var list = redrive(stack, "list");

            assertThat(list.status()).as(list.output()).isZero();
            assertThat(list.output())
                    .contains(
                            "3 failed rows, 0 of them redriven",
                            "2  is …, which is none of the stack's sections",
                            "no discarded batch")
                    .doesNotContain("Toys", "Books");
            var row = lines(stack, "failedBucket", "failed/reason=unknown-section")
                    .get(0);
            var id = member(row, "shardId") + "-" + member(row, "sequenceNumber");
            var show = redrive(stack, "show", id);
            assertThat(show.status()).as(show.output()).isZero();
            assertThat(show.output())
                    .contains("reason         unknown-section", "redrive        not sent", "\"payload\":{");
            var dryRun = redrive(stack, "send", "--id", id, "--fix", FIX, "--dry-run");
            assertThat(dryRun.output()).contains("before {", "after  {", "\"section\":\"Home-Decor\"");
            assertThat(lines(stack, "failedBucket", "redriven/")).isEmpty();
            var noJson = redrive(stack, "send", "--reason", "malformed-json", "--fix", FIX);
            assertThat(noJson.output())
                    .contains("malformed-json: is no JSON, which a fix needs", "invalid                       1");
            assertThat(noJson.status()).isEqualTo(1);
        }
    }

    private static String member(String row, String name) throws IOException {
        return new ObjectMapper().readTree(row).path(name).asText();
    }

    private static List<String> discarded(DeployedStack stack) {
        return stack.aws().s3().buckets().objects(stack.output("failedBucket"), "aws/lambda/").stream()
                .map(object -> object.key())
                .toList();
    }

    /** Redrives, and kills it at the n-th call for such a note. */
    private void killAt(DeployedStack stack, Faults.Moment moment, String note, int nth) throws Exception {
        var process = new CompletableFuture<Process>();
        var count = new AtomicInteger();
        onCall = call -> {
            if (call.moment() == moment && call.key().endsWith(note) && count.incrementAndGet() >= nth) {
                process.join().destroyForcibly().onExit().join();
                throw S3Errors.internalError();
            }
        };
        var child = start(stack, "send", "--all", "--fix", FIX, "--settle", "2");
        process.complete(child);
        var output = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(output).isEqualTo(128 + 9);
        onCall = call -> {};
    }

    private record Ended(int status, String output) {}

    private Ended redrive(DeployedStack stack, String... arguments) throws IOException, InterruptedException {
        var child = start(stack, arguments);
        var output = new String(child.getInputStream().readAllBytes(), UTF_8);
        return new Ended(child.waitFor(), output);
    }

    private Process start(DeployedStack stack, String... arguments) throws IOException {
        var outputs = folder.resolve("outputs.json");
        Files.writeString(outputs, new ObjectMapper().writeValueAsString(stack.outputs()));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Lake.class.getName(),
                "redrive"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--outputs", outputs.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(stack.aws().environment());
        return builder.start();
    }

    private DeployedStack deploy(Map<String, String> config) throws IOException {
        var changed = new TreeMap<>(config);
        // The function tries until its timeout.
        changed.put("timeoutSeconds", "10");
        changed.put("sections", "[\"Home-Decor\"]");
        Faults faults = (moment, call) -> onCall.accept(new Call(moment, call.action(), call.key()));
        return LocalStack.deploy(folder.resolve("lake"), false, 0, changed, faults);
    }

    private static void send(DeployedStack stack, List<String> events) throws InterruptedException {
        try (var kinesis = kinesis(stack);
                var producer = EventProducer.builder(stack.output("streamName"), kinesis)
                        .build()) {
            for (var event : events) {
                var unused = producer.send(new OutgoingEvent("user", event.getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    private static KinesisClient kinesis(DeployedStack stack) {
        return EventProducer.clientBuilder(Region.of(stack.output("region")))
                .endpointOverride(stack.aws().kinesis().endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(AccessKey.PERSON.id(), AccessKey.PERSON.secret())))
                .build();
    }

    /** All records of the stream. */
    private static List<byte[]> records(DeployedStack stack) {
        var records = new ArrayList<byte[]>();
        try (var kinesis = kinesis(stack)) {
            var stream = stack.output("streamName");
            for (var shard : kinesis.listShards(list -> list.streamName(stream)).shards()) {
                var first = kinesis.getShardIterator(from ->
                                from.streamName(stream).shardId(shard.shardId()).shardIteratorType("TRIM_HORIZON"))
                        .shardIterator();
                kinesis.getRecords(get -> get.shardIterator(first))
                        .records()
                        .forEach(record -> records.add(record.data().asByteArray()));
            }
        }
        return records;
    }

    /** The lake's rows as they were sent. */
    private static List<String> rows(DeployedStack stack) {
        return objects(stack, "lakeBucket", "events/", RedriveTest::events);
    }

    private static List<String> lines(DeployedStack stack, String bucket, String prefix) {
        return objects(stack, bucket, prefix, RedriveTest::lines);
    }

    private static List<String> objects(
            DeployedStack stack, String bucket, String prefix, Function<byte[], List<String>> reader) {
        var read = new ArrayList<String>();
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            var name = stack.output(bucket);
            s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                    .contents()
                    .forEach(object -> read.addAll(reader.apply(
                            s3.getObjectAsBytes(get -> get.bucket(name).key(object.key()))
                                    .asByteArray())));
        }
        return read;
    }

    private static List<String> events(byte[] object) {
        var events = new ArrayList<String>();
        try {
            ParquetLakeRows.read(object, row -> events.add(row.event()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return events;
    }

    private static List<String> lines(byte[] object) {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(object)), UTF_8))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns once it's so; the test's own time limit ends it otherwise. */
    private static void until(Supplier<Boolean> condition) {
        while (!condition.get()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static String event(int number, String section) {
        return "{\"metadata\":{\"uuid\":\"" + number + "\",\"section\":\"" + section + "\"},\"payload\":{\"n\":"
                + number + "}}";
    }
}
