package dev.kinesislake.lab.aws.lambda;

import static dev.kinesislake.lab.aws.lambda.FunctionFixture.ARN;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.HANDLER;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.answer;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.testfunction.BrokenFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LambdaFunctionTest {

    @TempDir
    static Path folder;

    /** What the tests that break nothing share: each start of a JVM takes its time. */
    private static LambdaFunction shared;

    @BeforeAll
    static void start() throws IOException {
        var fixture = new FunctionFixture(folder.resolve("shared"));
        shared = fixture.function(fixture.spec(Map.of("DECLARED", "yes"), Permissions.ALL));
    }

    @AfterAll
    static void end() {
        shared.close();
    }

    @Test
    void returnsWhatTheHandlerWrites() {
        assertThat(answer(shared, "echo {\"a\":\"ä\"}")).isEqualTo("{\"a\":\"ä\"}");
    }

    @Test
    void tellsWhatTheHandlerThrowsAndStaysWarm() {
        var process = answer(shared, "pid");

        var outcome = invoke(shared, "throw no such bucket");

        assertThat(outcome)
                .isEqualTo(new Failed(outcome.requestId(), "java.lang.IllegalStateException", "no such bucket"));
        assertThat(answer(shared, "pid")).isEqualTo(process);
    }

    @Test
    void refusesAnEventAboveTheQuota() {
        var outcome = invoke(shared, "echo " + "x".repeat(6_291_556 - 4));

        assertThat(outcome)
                .isEqualTo(new Failed(
                        outcome.requestId(),
                        "RequestEntityTooLargeException",
                        "Request must be smaller than 6291556 bytes for the InvokeFunction operation"));
        assertThat(answer(shared, "echo " + "x".repeat(6_291_556 - 5))).hasSize(6_291_551);
    }

    @Test
    void refusesAnAnswerAboveTheQuota() {
        var outcome = invoke(shared, "answer 6291557");

        assertThat(outcome)
                .isEqualTo(new Failed(
                        outcome.requestId(),
                        "Function.ResponseSizeTooLarge",
                        "Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
        assertThat(answer(shared, "answer 6291556")).hasSize(6_291_556);
    }

    @Test
    void givesTheFunctionItsOwnEnvironmentAndNothingOfThisProcess() {
        var variables = answer(shared, "environment");

        assertThat(variables)
                .contains("DECLARED=yes", "AWS_REGION=eu-central-1", "AWS_ENDPOINT_URL_S3=http://127.0.0.1:1")
                .contains("AWS_ACCESS_KEY_ID=AKID", "AWS_LAMBDA_FUNCTION_NAME=consumer")
                .doesNotContain("AWS_SESSION_TOKEN", "PATH=", "HOME=");
        assertThat(System.getenv()).containsKey("PATH");
    }

    @Test
    void letsTheFunctionSeeItsPackageAndTheRuntimeOnly() {
        assertThat(answer(shared, "class com.amazonaws.services.lambda.runtime.api.client.AWSLambda"))
                .isEqualTo("found");
        assertThat(answer(shared, "class " + LambdaFunction.class.getName())).isEqualTo("none");
        assertThat(answer(shared, "class com.fasterxml.jackson.databind.ObjectMapper"))
                .isEqualTo("none");
    }

    @Test
    void tellsTheFunctionAboutItself() {
        assertThat(answer(shared, "context")).isEqualTo("consumer " + ARN + " 128 /aws/lambda/consumer");
    }

    @Test
    void runsConcurrentInvocationsInTwoEnvironments(@TempDir Path meeting) throws Exception {
        var one = CompletableFuture.supplyAsync(() -> answer(shared, "meet " + meeting));
        var other = CompletableFuture.supplyAsync(() -> answer(shared, "meet " + meeting));

        assertThat(one.get()).isNotEqualTo(other.get());
    }

    @Test
    void killsWhatTakesLongerThanTheTimeout(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        try (var function = fixture.function(fixture.spec(HANDLER, Map.of(), 5, Permissions.ALL))) {
            var process = process(answer(function, "pid"));

            var outcome = invoke(function, "spin");

            var id = outcome.requestId();
            assertThat(outcome)
                    .isEqualTo(new Failed(
                            id, "Sandbox.Timedout", "RequestId: " + id + " Error: Task timed out after 5.00 seconds"));
            assertThat(process.isAlive()).isFalse();
            assertThat(fixture.logLines())
                    .anyMatch(line -> line.endsWith("Z " + id + " Task timed out after 5.00 seconds"))
                    .anyMatch(line -> line.startsWith("REPORT RequestId: " + id + "\tDuration: ")
                            && line.endsWith("Status: timeout"));
            assertThat(answer(function, "echo again")).isEqualTo("again");
        }
    }

    @Test
    void tellsThatTheRuntimeExited(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        try (var function = fixture.function(fixture.spec())) {
            var outcome = invoke(function, "exit 3");

            var id = outcome.requestId();
            assertThat(outcome)
                    .isEqualTo(new Failed(
                            id,
                            "Runtime.ExitError",
                            "RequestId: " + id + " Error: Runtime exited with error: exit status 3"));
            assertThat(answer(function, "echo again")).isEqualTo("again");
        }
    }

    @Test
    void tellsThatTheMemoryRanOut(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        try (var function = fixture.function(fixture.spec())) {
            var outcome = invoke(function, "allocate");

            assertThat(outcome)
                    .isEqualTo(new Failed(outcome.requestId(), "java.lang.OutOfMemoryError", "Java heap space"));
            assertThat(answer(function, "echo again")).isEqualTo("again");
        }
    }

    @Test
    void tellsWhyTheHandlerCouldNotBeMade(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        var broken = fixture.spec(BrokenFunction.class.getName(), Map.of(), 30, Permissions.ALL);
        try (var function = fixture.function(broken)) {
            var outcome = invoke(function, "echo");

            assertThat(outcome)
                    .isEqualTo(new Failed(outcome.requestId(), "java.lang.IllegalStateException", "no such bucket"));
        }
    }

    @Test
    void logsTheFunctionsLinesBetweenItsOwn(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        try (var function = fixture.function(fixture.spec())) {
            var id = invoke(function, "print hello").requestId();

            assertThat(fixture.logLines())
                    .containsSubsequence(
                            "START RequestId: " + id + " Version: $LATEST",
                            "hello",
                            "hello",
                            "hello",
                            "END RequestId: " + id)
                    .last()
                    .asString()
                    .matches("REPORT RequestId: " + id + "\tDuration: [0-9.]+ ms\tBilled Duration: [0-9]+ ms"
                            + "\tMemory Size: 128 MB\tMax Memory Used: [0-9]+ MB\tInit Duration: [0-9.]+ ms");
        }
    }

    @Test
    void dropsLinesThatTheRoleMayNotLog(@TempDir Path own) throws IOException {
        var fixture = new FunctionFixture(own);
        var spec = fixture.spec(Map.of(), (action, resource) -> !action.equals("logs:PutLogEvents"));
        try (var function = fixture.function(spec)) {
            invoke(function, "print hello");

            assertThat(own.resolve("logs")).doesNotExist();
            assertThat(spec.logs().droppedLines()).isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void runsWhatComesAfterAnUpdateInNewEnvironments(@TempDir Path own) throws Exception {
        var fixture = new FunctionFixture(own);
        var meeting = Files.createDirectory(own.resolve("meeting"));
        try (var function = fixture.function(fixture.spec())) {
            var begun = CompletableFuture.supplyAsync(() -> answer(function, "meet " + meeting));
            while (meeting.toFile().list().length == 0) {
                Thread.onSpinWait();
            }
            function.update(fixture.spec(Map.of("VERSION", "two"), Permissions.ALL));

            assertThat(answer(function, "environment")).contains("VERSION=two");
            Files.writeString(meeting.resolve("second"), "here");
            assertThat(ProcessHandle.of(Long.parseLong(begun.get())).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    @Test
    void endsItsEnvironmentsWhenItIsClosed(@TempDir Path own) throws Exception {
        var fixture = new FunctionFixture(own);
        var function = fixture.function(fixture.spec());
        var idle = process(answer(function, "pid"));
        var spinning = CompletableFuture.supplyAsync(() -> invoke(function, "spin"));
        while (fixture.logLines().stream()
                        .filter(line -> line.startsWith("START"))
                        .count()
                < 2) {
            Thread.onSpinWait();
        }

        function.close();

        assertThat(idle.isAlive()).isFalse();
        assertThat(spinning.get()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.message())
                .endsWith("Runtime exited with error: signal: killed"));
        var afterwards = invoke(function, "echo");
        assertThat(afterwards)
                .isEqualTo(
                        new Failed(afterwards.requestId(), "ResourceNotFoundException", "Function not found: " + ARN));
    }

    @Test
    void leavesNoEnvironmentBehindWhenThisProcessIsKilled(@TempDir Path own)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SpinningParent.class.getName(),
                        own.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = parent.inputReader()) {
            var environment = process(output.readLine());
            assertThat(output.readLine()).isEqualTo("spinning");

            parent.destroyForcibly();

            environment.onExit().get(10, TimeUnit.MINUTES);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Has a busy environment until it's killed. */
    static final class SpinningParent {
        public static void main(String[] arguments) throws IOException {
            var fixture = new FunctionFixture(Path.of(arguments[0]));
            try (var function = fixture.function(fixture.spec(HANDLER, Map.of(), 900, Permissions.ALL))) {
                System.out.println(answer(function, "pid"));
                var invocation = CompletableFuture.runAsync(() -> invoke(function, "spin"));
                while (fixture.logLines().stream()
                                .filter(line -> line.startsWith("START"))
                                .count()
                        < 2) {
                    Thread.onSpinWait();
                }
                System.out.println("spinning");
                invocation.join();
            }
        }
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
