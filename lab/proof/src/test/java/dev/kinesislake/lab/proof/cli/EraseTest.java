package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.redrive.lake.ParquetGroups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code ./lake find} and {@code ./lake erase} as processes of their own, against the whole program on the local AWS. */
class EraseTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String ANNA = "Zq7Anna";
    private static final String BERT = "Zq7Bert";

    private final Path folder;

    EraseTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName(
            "somebody is found and erased wherever something of theirs is stored, everybody else stays, and who comes back is stored")
    void erased() throws Exception {
        try (var stack = LocalStack.deploy(
                        folder.resolve("lake"),
                        false,
                        0,
                        Map.of("timeoutSeconds", "10", "recordAgeSeconds", "600"),
                        Faults.NONE);
                var kinesis = stack.aws().kinesisClient()) {
            for (int i = 0; i < 3; i++) {
                send(stack, kinesis, visits());
            }
            seal(stack);
            send(stack, kinesis, visits());
            seal(stack);
            var before = stored(stack);
            assertThat(holding(before, ANNA)).containsKeys("events", "failed", "sealed");

            var found = LakeProcess.in(folder, stack).run("find", "--user", ANNA);
            assertThat(found.output())
                    .contains("\"place\":\"lake\"", "\"place\":\"table\"", "\"place\":\"failed rows\"");
            assertThat(found.output().lines().filter(line -> line.startsWith("{")))
                    .noneMatch(line -> line.contains(BERT + "@"));
            assertThat(LakeProcess.in(folder, stack)
                            .run("erase", "--user", ANNA)
                            .output())
                    .contains("nothing is changed: --yes erases");
            assertThat(stored(stack)).isEqualTo(before);

            var erased = LakeProcess.in(folder, stack)
                    .run(
                            "erase",
                            "--user",
                            ANNA,
                            "--member",
                            "payload.email_id=" + ANNA + "@example.com",
                            "--yes",
                            "--report",
                            folder.resolve("report.json").toString());

            assertThat(erased.status()).as(erased.output()).isZero();
            var after = stored(stack);
            assertThat(holding(after, ANNA)).isEmpty();
            assertThat(count(after, BERT)).isEqualTo(count(before, BERT));
            assertThat(Files.readString(folder.resolve("report.json")))
                    .contains("\"nothingLeft\": true", "\"payload.userid\": 1")
                    .doesNotContain(ANNA);
            assertThat(LakeProcess.in(folder, stack).run("find", "--user", ANNA).output())
                    .contains("no rows found");

            send(stack, kinesis, visits());
            assertThat(holding(stored(stack), ANNA)).containsKey("events");
        }
    }

    private void seal(DeployedStack stack) throws Exception {
        var sealed = LakeProcess.in(folder, stack).run("seal", "--now");
        assertThat(sealed.status()).as(sealed.output()).isZero();
    }

    private static List<String> visits() {
        return List.of(
                visit("Electronics", ANNA),
                visit("Electronics", BERT),
                visit("Home-Decor", ANNA),
                visit("Home-Decor", BERT),
                "{\"payload\":{\"userid\":\"" + ANNA + "\"}}",
                "{\"payload\":{\"userid\":\"" + BERT + "\"}}",
                "broken {\"email_id\":\"" + ANNA + "@example.com\"");
    }

    private static String visit(String section, String user) {
        return "{\"metadata\":{\"uuid\":\"u\",\"section\":\"" + section + "\"},\"payload\":{\"userid\":\"" + user
                + "\",\"email_id\":\"" + user + "@example.com\"}}";
    }

    private static void send(DeployedStack stack, KinesisClient kinesis, List<String> records)
            throws InterruptedException {
        for (var record : records) {
            kinesis.putRecord(put -> put.streamName(stack.output("streamName"))
                    .partitionKey("key")
                    .data(SdkBytes.fromUtf8String(record)));
        }
        assertThat(stack.mapping().awaitDrained(LONGEST)).isTrue();
    }

    /** What both buckets hold, as texts by key: everything decompressed. */
    private Map<String, String> stored(DeployedStack stack) throws IOException {
        var texts = new TreeMap<String, String>();
        for (var bucket : List.of("lakeBucket", "failedBucket")) {
            var root = stack.aws().s3().buckets().folder(stack.output(bucket));
            try (var files = Files.walk(root)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    texts.put(root.relativize(file).toString(), text(file));
                }
            }
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var raw = new String(bytes, ISO_8859_1);
        var name = file.toString();
        if (name.endsWith(".parquet")) {
            var rows = new StringBuilder(raw);
            ParquetGroups.read(bytes, rows::append);
            return rows.toString();
        }
        if (name.endsWith(".avro")) {
            var rows = new StringBuilder(raw);
            try (var avro = new DataFileReader<Object>(new SeekableByteArrayInput(bytes), new GenericDatumReader<>())) {
                for (var row : avro) {
                    rows.append(row);
                }
            }
            return rows.toString();
        }
        if (name.endsWith(".gz")) {
            return raw
                    + decoded(new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8));
        }
        return raw;
    }

    /** Failed rows with their data, which stand there in base64. */
    private static String decoded(String lines) throws IOException {
        var text = new StringBuilder(lines);
        for (var line : lines.lines().toList()) {
            text.append(
                    new String(new ObjectMapper().readTree(line).path("data").binaryValue(), ISO_8859_1));
        }
        return text.toString();
    }

    /** The objects that hold a text, by their folder at the top. */
    private static Map<String, List<String>> holding(Map<String, String> stored, String text) {
        var holding = new TreeMap<String, List<String>>();
        stored.forEach((key, content) -> {
            if (content.contains(text)) {
                holding.computeIfAbsent(key.substring(0, key.indexOf('/')), top -> new ArrayList<>())
                        .add(key);
            }
        });
        return holding;
    }

    /** How many rows of the lake and of failed rows hold a text, by section and reason. */
    private static Map<String, Long> count(Map<String, String> stored, String text) {
        var counts = new TreeMap<String, Long>();
        stored.forEach((key, content) -> {
            if (key.startsWith("events/") || key.startsWith("failed/")) {
                // As events have it; the least and greatest values of columns are no rows.
                long count = content.split("\"userid\":\"" + text + "\"", -1).length - 1L;
                counts.merge(key.substring(0, key.indexOf("/dt=")), count, Long::sum);
            }
        });
        return counts;
    }
}
