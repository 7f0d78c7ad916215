package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        serve(folder, List.of(), () -> assertThat(outputs(folder))
                .containsExactlyInAnyOrder(
                        "streamName",
                        "streamArn",
                        "region",
                        "lakeBucket",
                        "failedBucket",
                        "lakeUri",
                        "functionName",
                        "eventSourceMappingId",
                        "producerPolicyArn",
                        "glueDatabase",
                        "glueTable",
                        "athenaWorkgroup",
                        "sealedTable",
                        "snapshotDays",
                        "sealFunctionName",
                        "eraserPolicyArn",
                        "s3Endpoint",
                        "kinesisEndpoint",
                        "lambdaEndpoint",
                        "glueEndpoint",
                        "cloudwatchEndpoint",
                        "secretsManagerEndpoint"));
    }

    @Test
    void startsWithNothingInItWhereTheEngineIsToDeploy(@TempDir Path temp) throws Exception {
        var folder = temp.resolve("lake");
        serve(folder, List.of("--no-deploy", "--throttled"), () -> {
            assertThat(folder.resolve("outputs.json")).doesNotExist();
            assertThat(folder.resolve("s3").toFile().list((in, name) -> !name.startsWith(".")))
                    .isEmpty();
        });
    }

    private static void serve(Path folder, List<String> options, Runnable check) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlake.home=" + System.getProperty("lake.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Lake.class.getName(),
                "serve",
                "--port",
                "0",
                "--dir",
                folder.toString()));
        command.addAll(options);
        var serve = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var url = "http://127\\.0\\.0\\.1:\\d+";
            var matching = new TreeMap<>(Map.of(
                    "AWS_ENDPOINT_URL_S3",
                    url,
                    "AWS_ENDPOINT_URL_KINESIS",
                    url,
                    "AWS_ENDPOINT_URL_LAMBDA",
                    url,
                    "AWS_ENDPOINT_URL_GLUE",
                    url,
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    url,
                    "AWS_REGION",
                    "eu-central-1",
                    "AWS_DEFAULT_REGION",
                    "eu-central-1",
                    "AWS_ACCESS_KEY_ID",
                    "test",
                    "AWS_SECRET_ACCESS_KEY",
                    "test",
                    "PULUMI_DEBUG_PROVIDERS",
                    "aws:\\d+"));
            matching.put("AWS_ENDPOINT_URL_CLOUDWATCH", url);
            var exports = exports(serve.inputReader(UTF_8));
            assertThat(exports).containsOnlyKeys(matching.keySet()).allSatisfy((name, value) -> assertThat(value)
                    .matches(String.valueOf(matching.get(name))));
            check.run();
        } finally {
            serve.destroy();
        }
        assertThat(serve.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(serve.exitValue()).isZero();
    }

    private static List<String> outputs(Path folder) {
        try {
            var names = new ArrayList<String>();
            new ObjectMapper()
                    .readTree(folder.resolve("outputs.json").toFile())
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> exports(BufferedReader lines) throws IOException {
        var exports = new TreeMap<String, String>();
        while (exports.size() < 11) {
            var line = lines.readLine();
            assertThat(line).as("a line after " + exports).isNotNull().startsWith("export ");
            var assignment = line.substring("export ".length()).split("=", 2);
            exports.put(assignment[0], assignment[1]);
        }
        return exports;
    }
}
