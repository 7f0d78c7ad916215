package dev.kinesislake.local.lambda;

import static dev.kinesislake.local.lambda.FunctionFixture.answer;
import static dev.kinesislake.local.lambda.FunctionFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.local.iam.Permissions;
import dev.kinesislake.local.lambda.FunctionSpec.Version;
import dev.kinesislake.local.lambda.Invoker.Failed;
import dev.kinesislake.local.lambda.testfunction.SnapshotFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a published version with SnapStart sees of it. */
@EnabledOnOs(OS.LINUX)
class SnapStartTest {

    private final FunctionFixture fixture;

    SnapStartTest(@TempDir Path folder) throws IOException {
        fixture = new FunctionFixture(folder);
    }

    @Test
    void theHooksAreCalledOnceBeforeTheFirstInvocation() throws IOException {
        try (var version = fixture.function(spec(Map.of(), new Version("3", true)))) {
            answer(version, "{}");
            answer(version, "{}");
        }

        assertThat(fixture.logLines().stream()
                        .map(line -> line.replaceFirst("RequestId: [^ \\t]*", "RequestId: …")
                                .replaceFirst("(REPORT).*", "$1"))
                        .toList())
                .containsExactly(
                        "before the snapshot",
                        "after the restore",
                        "START RequestId: … Version: 3",
                        "END RequestId: …",
                        "REPORT",
                        "START RequestId: … Version: 3",
                        "END RequestId: …",
                        "REPORT");
    }

    @Test
    void credentialsComeFromAnEndpointAndNotFromTheEnvironment() {
        try (var version = fixture.function(spec(Map.of(), new Version("3", true)))) {
            assertThat(answer(version, "{}")).contains("\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"secret\"");
        }
        var environment = fixture.spec().as(new Version("3", true));
        try (var version = fixture.function(environment)) {
            assertThat(answer(version, "environment"))
                    .doesNotContain("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_LAMBDA_LOG_STREAM_NAME")
                    .contains("AWS_LAMBDA_FUNCTION_VERSION=3", "AWS_LAMBDA_INITIALIZATION_TYPE=snap-start");
        }
    }

    @Test
    void withoutSnapStartNobodyIsCalled() throws IOException {
        try (var version = fixture.function(spec(Map.of(), new Version("3", false)))) {
            assertThat(answer(version, "{}")).isEqualTo("none");
        }

        assertThat(fixture.logLines()).doesNotContain("before the snapshot", "after the restore");
    }

    @Test
    void aHookThatFailsIsAFailedStart() {
        try (var version = fixture.function(spec(Map.of("BROKEN", "true"), new Version("3", true)))) {
            assertThat(invoke(version, "{}")).isInstanceOf(Failed.class);
        }
    }

    @Test
    void aVersionThatNobodyPointsToHasANewEnvironmentForEachInvocation() {
        try (var version = fixture.function(fixture.spec().as(new Version("3", false)))) {
            var first = answer(version, "pid");
            assertThat(answer(version, "pid")).isEqualTo(first);

            version.keepWarm(false);
            assertThat(answer(version, "pid")).isNotEqualTo(first).isNotEqualTo(answer(version, "pid"));
        }
    }

    private FunctionSpec spec(Map<String, String> environment, Version version) {
        return fixture.spec(SnapshotFunction.class.getName(), environment, 30, Permissions.ALL)
                .as(version);
    }
}
