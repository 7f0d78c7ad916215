package dev.kinesislake.lab.aws.lambda;

import static dev.kinesislake.lab.aws.lambda.FunctionFixture.HANDLER;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.answer;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.testfunction.BrokenFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableRuntimeTest {

    @TempDir
    Path folder;

    private FunctionFixture fixture;
    private LambdaFunction function;

    @BeforeEach
    void start() throws IOException {
        fixture = new FunctionFixture(folder);
        var spec = fixture.spec(Map.of("DECLARED", "yes"), Permissions.ALL);
        function = fixture.function(spec, RuntimeClient.PORTABLE);
    }

    @AfterEach
    void end() {
        function.close();
    }

    @Test
    void runsTheHandlerInAProcessOfItsOwn() {
        assertThat(answer(function, "echo {\"a\":\"ä\"}")).isEqualTo("{\"a\":\"ä\"}");
        var process = answer(function, "pid");
        assertThat(process).isNotEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(answer(function, "pid")).isEqualTo(process);
    }

    @Test
    void hasTheVariablesThatLambdaDefines() {
        assertThat(answer(function, "environment"))
                .contains("DECLARED=yes", "AWS_REGION=eu-central-1", "AWS_ENDPOINT_URL_S3=http://127.0.0.1:1")
                .doesNotContain("PATH=");
    }

    @Test
    void letsTheFunctionSeeItsPackageOnly() {
        assertThat(answer(function, "class " + LambdaFunction.class.getName())).isEqualTo("none");
    }

    @Test
    void tellsTheFunctionAboutItselfAndLogs() throws IOException {
        assertThat(answer(function, "context"))
                .isEqualTo("consumer " + FunctionFixture.ARN + " 128 /aws/lambda/consumer");
        invoke(function, "print hello");
        assertThat(fixture.logLines()).contains("hello");
    }

    @Test
    void tellsWhatTheHandlerThrows() {
        var outcome = invoke(function, "throw no such bucket");

        assertThat(outcome)
                .isEqualTo(new Failed(outcome.requestId(), "java.lang.IllegalStateException", "no such bucket"));
        assertThat(answer(function, "echo again")).isEqualTo("again");
    }

    @Test
    void givesUpOnWhatTakesLongerThanTheTimeout() {
        function.update(fixture.spec(HANDLER, Map.of(), 1, Permissions.ALL));

        var outcome = invoke(function, "spin");

        assertThat(outcome)
                .isEqualTo(new Failed(
                        outcome.requestId(),
                        "Sandbox.Timedout",
                        "RequestId: " + outcome.requestId() + " Error: Task timed out after 1.00 seconds"));
        assertThat(answer(function, "echo again")).isEqualTo("again");
    }

    @Test
    void tellsThatTheMemoryRanOut() {
        var outcome = invoke(function, "allocate");

        assertThat(outcome).isEqualTo(new Failed(outcome.requestId(), "java.lang.OutOfMemoryError", "Java heap space"));
        assertThat(answer(function, "echo again")).isEqualTo("again");
    }

    @Test
    void tellsWhyTheHandlerCouldNotBeMade() {
        function.update(fixture.spec(BrokenFunction.class.getName(), Map.of(), 30, Permissions.ALL));

        var outcome = invoke(function, "echo");

        assertThat(outcome)
                .isEqualTo(new Failed(outcome.requestId(), "java.lang.IllegalStateException", "no such bucket"));
    }
}
