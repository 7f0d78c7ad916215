package dev.kinesislake.lab.proof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.aws.iam.PolicyDocument;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Errors;
import dev.kinesislake.lab.proof.demo.Demo;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on the local AWS with the packaged function in its own JVM, from records in to rows out. */
class EndToEndTest {

    private static final int INVALID = 55;

    private final Path folder;
    private final StringWriter shown = new StringWriter();

    EndToEndTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyRecordIsStoredExactlyOnce() throws Exception {
        try (var stack = deploy(Faults.NONE, Map.of())) {
            assertThat(demo(stack, 500)).as(shown.toString()).isTrue();
        }
        assertThat(shown.toString())
                .contains("sent                   558 events in ")
                .contains("in the lake            503 rows")
                .contains("unknown-section      5")
                .contains("OK: every record is stored exactly once, as it was sent");
    }

    @Test
    void aPutThatFailsOnceLosesAndDoublesNothing() throws Exception {
        var puts = new AtomicInteger();
        Faults everySixthPut = (moment, call) -> {
            if (call.action().equals("s3:PutObject") && puts.incrementAndGet() % 6 == 0) {
                throw S3Errors.internalError();
            }
        };
        try (var stack = deploy(everySixthPut, Map.of())) {
            assertThat(demo(stack, 500)).as(shown.toString()).isTrue();
        }
        assertThat(puts).hasValueGreaterThan(12);
    }

    /** The function's role may not write failed rows for a while: an answer that no client tries again, so whole batches fail. */
    @Test
    void aFailedBucketThatRefusesFailedRowsLosesAndDoublesNothing() throws Exception {
        var refused = new AtomicInteger();
        Faults failedRowsRefused = (moment, call) -> {
            if (call.key().startsWith("failed/") && moment == Faults.Moment.BEFORE && refused.incrementAndGet() <= 5) {
                throw S3Errors.accessDenied("not now");
            }
        };
        // Too short for a second try within the invocation.
        try (var stack = deploy(failedRowsRefused, Map.of("timeoutSeconds", "3"))) {
            assertThat(demo(stack, 100)).as(shown.toString()).isTrue();
            assertThat(stack.aws().account().mappings().values())
                    .singleElement()
                    .satisfies(mapping ->
                            assertThat(mapping.progress().counters().retries()).isPositive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetRecords", "GetShardIterator", "DescribeStream", "DescribeStreamSummary", "ListShards"})
    void aRoleThatMayNotReadTheStreamIsFoundOut(String action) throws Exception {
        try (var stack = deploy(Faults.NONE, Map.of())) {
            deny("kinesis:" + action, stack.output("streamArn"), stack);

            assertThatThrownBy(() -> demo(stack, 10))
                    .hasMessageContaining("AccessDenied")
                    .hasMessageContaining("kinesis:" + action);
        }
    }

    @Test
    void aRoleThatMayNotWriteTheLakeIsFoundOut() throws Exception {
        try (var stack = deploy(Faults.NONE, Map.of("retryAttempts", "0", "timeoutSeconds", "3"))) {
            deny("s3:PutObject", "arn:aws:s3:::" + stack.output("lakeBucket") + "/*", stack);

            assertThat(demo(stack, 10)).isFalse();

            // What could not be stored went to the on-failure destination, and is not lost.
            assertThat(shown.toString()).contains("WRONG: ");
            assertThat(stack.aws().s3().buckets().objects(stack.output("failedBucket"), "aws/lambda/"))
                    .isNotEmpty();
        }
    }

    @Test
    void theLogHoldsNothingThatEventsSay() throws Exception {
        try (var stack = deploy(Faults.NONE, Map.of())) {
            demo(stack, 50);
        }
        try (var logs = Files.walk(folder.resolve("lake/logs"))) {
            var lines =
                    logs.filter(Files::isRegularFile).map(EndToEndTest::read).reduce("", String::concat);
            assertThat(lines).contains("batch stored").doesNotContain("@example.com", "Click Here", "Electronics");
        }
    }

    private DeployedStack deploy(Faults faults, Map<String, String> config) throws IOException {
        var changed = new TreeMap<>(config);
        // The function tries until its timeout.
        changed.putIfAbsent("timeoutSeconds", "10");
        changed.put("sections", new ObjectMapper().writeValueAsString(GeneratedEvents.SECTIONS));
        return LocalStack.deploy(folder.resolve("lake"), false, 0, changed, faults);
    }

    private boolean demo(DeployedStack stack, int valid) throws InterruptedException {
        var demo =
                new Demo(stack, LocalStack.project().resolve("samples"), Set.copyOf(GeneratedEvents.SECTIONS), false);
        return demo.run(valid, INVALID, new PrintWriter(shown));
    }

    /** Takes away what the program's own policy allows. */
    private static void deny(String action, String resource, DeployedStack stack) {
        role(stack).putPolicy("denied", PolicyDocument.parse("""
                                {"Version": "2012-10-17",
                                 "Statement": [{"Effect": "Deny", "Action": "%s", "Resource": "%s"}]}
                                """.formatted(action, resource)));
    }

    private static Role role(DeployedStack stack) {
        return ConsumerRole.of(stack);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
