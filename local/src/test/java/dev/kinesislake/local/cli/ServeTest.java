package dev.kinesislake.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lake serve} as a process of its own. */
class ServeTest {

    @Test
    void printsWhatAnyClientNeedsAndEndsCleanlyWhenAsked(@TempDir Path temp) throws Exception {
        var folder = temp.resolve("lake");
        var serve = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlake.home=" + System.getProperty("lake.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lake.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--dir",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(exports(serve.inputReader(UTF_8)))
                    .containsOnlyKeys(
                            "AWS_ENDPOINT_URL_S3",
                            "AWS_ENDPOINT_URL_KINESIS",
                            "AWS_REGION",
                            "AWS_DEFAULT_REGION",
                            "AWS_ACCESS_KEY_ID",
                            "AWS_SECRET_ACCESS_KEY",
                            "PULUMI_DEBUG_PROVIDERS")
                    .hasEntrySatisfying(
                            "PULUMI_DEBUG_PROVIDERS", port -> assertThat(port).matches("aws:\\d+"))
                    .hasEntrySatisfying(
                            "AWS_ENDPOINT_URL_S3", url -> assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+"))
                    .hasEntrySatisfying(
                            "AWS_ENDPOINT_URL_KINESIS", url -> assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+"));
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("outputs.json").toFile())
                            .fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "streamName",
                            "streamArn",
                            "region",
                            "lakeBucket",
                            "failedBucket",
                            "lakeUri",
                            "functionName",
                            "eventSourceMappingId",
                            "producerPolicyArn");
        } finally {
            serve.destroy();
        }
        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isZero();
    }

    private static Map<String, String> exports(BufferedReader lines) throws IOException {
        var exports = new TreeMap<String, String>();
        while (exports.size() < 7) {
            var line = lines.readLine();
            assertThat(line).as("a line after " + exports).isNotNull().startsWith("export ");
            var assignment = line.substring("export ".length()).split("=", 2);
            exports.put(assignment[0], assignment[1]);
        }
        return exports;
    }
}
