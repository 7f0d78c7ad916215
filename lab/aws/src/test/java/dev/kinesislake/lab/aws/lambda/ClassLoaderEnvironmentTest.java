package dev.kinesislake.lab.aws.lambda;

import static dev.kinesislake.lab.aws.lambda.FunctionFixture.HANDLER;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.answer;
import static dev.kinesislake.lab.aws.lambda.FunctionFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassLoaderEnvironmentTest {

    @TempDir
    Path folder;

    private FunctionFixture fixture;
    private LambdaFunction function;

    private final Properties before = (Properties) System.getProperties().clone();

    @BeforeEach
    void start() throws IOException {
        fixture = new FunctionFixture(folder);
        var spec = fixture.spec(Map.of("DECLARED", "yes"), Permissions.ALL);
        function = fixture.function(spec, Host.CLASS_LOADER);
    }

    @AfterEach
    void end() {
        function.close();
        System.setProperties(before);
    }

    @Test
    void runsTheHandlerInThisProcess() {
        assertThat(answer(function, "echo {}")).isEqualTo("{}");
        assertThat(answer(function, "pid"))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void handsTheEnvironmentToTheConstructor() {
        assertThat(answer(function, "environment"))
                .contains("DECLARED=yes", "AWS_REGION=eu-central-1")
                .doesNotContain("PATH=");
    }

    @Test
    void tellsTheSdkThroughSystemProperties() {
        assertThat(answer(function, "property aws.endpointUrlS3")).isEqualTo("http://127.0.0.1:1");
        assertThat(answer(function, "property aws.accessKeyId")).isEqualTo("AKID");
        assertThat(answer(function, "property aws.secretAccessKey")).isEqualTo("secret");
        assertThat(answer(function, "property aws.region")).isEqualTo("eu-central-1");
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
    }

    @Test
    void givesUpOnWhatTakesLongerThanTheTimeout() {
        function.update(fixture.spec(HANDLER, Map.of(), 1, Permissions.ALL));

        var outcome = invoke(function, "wait");

        assertThat(outcome)
                .isEqualTo(new Failed(
                        outcome.requestId(),
                        "Sandbox.Timedout",
                        "RequestId: " + outcome.requestId() + " Error: Task timed out after 1.00 seconds"));
        assertThat(answer(function, "echo again")).isEqualTo("again");
    }
}
