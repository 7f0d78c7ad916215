package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.redrive.lake.ParquetGroups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** People who are planted in events are nowhere in what a stack stores that is configured to forget them. */
class PeopleTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What says who somebody is; each of these is planted in its own member. */
    private static final String PERSON = "Zq7Planted";

    private static final String ADDRESS = PERSON + "Ann";
    private static final String NUMBER = PERSON + "+44 20 7946 0123";
    private static final String ID = PERSON + "Id";
    private static final String UNKNOWN = PERSON + "Unknown";
    private static final String INVALID = PERSON + "Invalid";

    private static final Map<String, String> EVERY_OPTION = Map.of(
            "personal",
            "{\"payload.userid\":\"hash\",\"payload.email_id\":\"mask\",\"payload.contact\":\"drop\","
                    + "\"payload.menuitem.value\":\"hash\",\"payload.text\":\"drop\"}",
            "unknownMembers",
            "drop",
            "failedData",
            "drop");

    @Test
    @DisplayName("With every option on, nobody is in buckets, logs and outputs, searched in decompressed form")
    void forgotten(@TempDir Path folder) throws Exception {
        var config = new HashMap<>(FailingSoon.CONFIG);
        config.putAll(EVERY_OPTION);
        try (var stack = LocalStack.deploy(folder, false, 0, config, Faults.NONE);
                var kinesis = stack.aws().kinesisClient()) {
            createKey(stack, folder);
            send(stack, kinesis);
            assertThat(stack.mapping().awaitDrained(LONGEST)).isTrue();

            var lake = contents(folder.resolve("s3/" + stack.output("lakeBucket")));
            var failed = contents(folder.resolve("s3/" + stack.output("failedBucket")));
            var logs = contents(folder.resolve("logs"));
            assertThat(lake)
                    .filteredOn(PeopleTest::isParquet)
                    .singleElement()
                    .asString()
                    .contains("v1:", "***@example.com");
            assertThat(failed)
                    .filteredOn(text -> text.contains("\"dataHash\":\"v1:"))
                    .hasSize(2);
            assertThat(logs).isNotEmpty();
            assertThat(List.of(lake, failed, logs, List.of(stack.outputs().toString())))
                    .allSatisfy(texts -> assertThat(texts).noneMatch(PeopleTest::tellsOfSomebody));
            // The key is in its secret alone.
            var key = Files.readString(secret(folder)).replaceAll("(?s).*\\[\\\\\"|\\\\\"\\].*", "");
            assertThat(key).hasSize(44);
            assertThat(List.of(lake, failed, logs, List.of(stack.outputs().toString())))
                    .allSatisfy(texts -> assertThat(texts).noneMatch(text -> text.contains(key)));
        }
    }

    @Test
    @DisplayName("Without any option, everybody is where the search looks")
    void found(@TempDir Path folder) throws Exception {
        try (var stack = LocalStack.deploy(folder, false, 0, FailingSoon.CONFIG, Faults.NONE);
                var kinesis = stack.aws().kinesisClient()) {
            send(stack, kinesis);
            assertThat(stack.mapping().awaitDrained(LONGEST)).isTrue();

            assertThat(contents(folder.resolve("s3/" + stack.output("lakeBucket"))))
                    .filteredOn(PeopleTest::isParquet)
                    .singleElement()
                    .asString()
                    .contains(ADDRESS, NUMBER, ID, UNKNOWN);
            assertThat(contents(folder.resolve("s3/" + stack.output("failedBucket"))))
                    .anyMatch(PeopleTest::tellsOfSomebody);
        }
    }

    private static void createKey(DeployedStack stack, Path folder) throws IOException {
        var outputs = new HashMap<>(stack.outputs());
        outputs.put(
                "secretsManagerEndpoint",
                requireNonNull(stack.aws().environment().get("AWS_ENDPOINT_URL_SECRETS_MANAGER")));
        var file = Files.write(folder.resolve("for-the-key.json"), new ObjectMapper().writeValueAsBytes(outputs));
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        var out = new StringWriter();
        try {
            int status = Lake.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(out, true))
                    .execute("personal-key", "--outputs", file.toString());
            assertThat(status).as(out.toString()).isZero();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            System.clearProperty("aws.endpointUrlSecretsManager");
        }
        assertThat(out).hasToString("version 1 created\n");
    }

    private static void send(DeployedStack stack, KinesisClient kinesis) {
        var event = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"Electronics\",\"" + UNKNOWN + "\":1},\"payload\":{"
                + "\"userid\":\"" + ID + "\",\"email_id\":\"" + ADDRESS + "@example.com\",\"\\u0063ontact\":\"" + NUMBER
                + "\",\"userid\":[\"" + ID + "\"],\"menuitem\":[{\"value\":\"" + ID + "\"},{\"value\":{\"x\":\"" + ID
                + "\"}}],\"text\":{\"data\":\"" + NUMBER + "\"},\"visitor\":{\"name\":\"" + UNKNOWN + "\"}},\"page\":\""
                + UNKNOWN + "\"}";
        var invalid = List.of(
                "{\"metadata\":{\"uuid\":\"1\"},\"payload\":{\"email_id\":\"" + INVALID + "\"}}",
                "{\"" + INVALID + "\":[x");
        for (var record : List.of(event, invalid.get(0), invalid.get(1))) {
            kinesis.putRecord(put -> put.streamName(stack.output("streamName"))
                    .partitionKey(PERSON + "Key")
                    .data(SdkBytes.fromString(record, UTF_8)));
        }
    }

    private static boolean tellsOfSomebody(String text) {
        return text.contains(PERSON)
                || List.of("", "x", "xx").stream().anyMatch(before -> {
                    var encoded = Base64.getEncoder().encodeToString((before + PERSON).getBytes(UTF_8));
                    return text.contains(encoded.substring(4, encoded.length() - 4));
                });
    }

    private static boolean isParquet(String text) {
        return text.substring(0, text.indexOf('\n')).endsWith(".parquet");
    }

    /** All files below a folder: Parquet as rows, gzip decompressed, and all as they are. */
    private static List<String> contents(Path folder) throws IOException {
        var contents = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(text(file));
            }
        }
        return contents;
    }

    private static String text(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var text = file + "\n" + new String(bytes, UTF_8);
        if (file.toString().endsWith(".gz")) {
            try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return text + new String(gzip.readAllBytes(), UTF_8);
            }
        }
        return file.toString().endsWith(".parquet") ? text + rows(bytes) : text;
    }

    private static String rows(byte[] parquet) throws IOException {
        var rows = new StringBuilder();
        ParquetGroups.read(parquet, rows::append);
        return rows.toString();
    }

    private static Path secret(Path folder) throws IOException {
        try (var files = Files.list(folder.resolve("secrets"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
