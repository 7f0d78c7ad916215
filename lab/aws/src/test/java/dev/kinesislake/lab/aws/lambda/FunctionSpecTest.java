package dev.kinesislake.lab.aws.lambda;

import static dev.kinesislake.lab.aws.lambda.FunctionFixture.HANDLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionSpecTest {

    @TempDir
    Path folder;

    private FunctionFixture fixture;

    @BeforeEach
    void build() throws IOException {
        fixture = new FunctionFixture(folder);
    }

    @Test
    void takesNameAndRegionFromItsArn() {
        assertThat(fixture.spec().name()).isEqualTo("consumer");
        assertThat(fixture.spec().region()).isEqualTo("eu-central-1");
    }

    @Test
    void refusesReservedVariables() {
        assertThatThrownBy(() -> fixture.spec(Map.of("AWS_REGION", "x", "_HANDLER", "y", "A", "z"), Permissions.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "environment of " + FunctionFixture.ARN + " has reserved variables: [AWS_REGION, _HANDLER]");
    }

    @Test
    void refusesATimeoutThatLambdaDoesNotHave() {
        assertThatThrownBy(() -> fixture.spec(HANDLER, Map.of(), 901, Permissions.ALL))
                .hasMessage("timeout of " + FunctionFixture.ARN + " is PT15M1S, allowed is 1 to 900 seconds");
    }

    @Test
    void refusesAHandlerThatThePackageDoesNotHave() {
        assertThatThrownBy(() -> fixture.spec("a.Missing", Map.of(), 1, Permissions.ALL))
                .hasMessage("handler a.Missing: the code package has no class a.Missing");
    }

    @Test
    @DisplayName("AWS's runtime interface client runs where it has native code, ours elsewhere")
    void choosesTheRuntimeClient() {
        assertThat(RuntimeClient.of("Linux", "amd64")).isEqualTo(RuntimeClient.AWS);
        assertThat(RuntimeClient.of("Linux", "aarch64")).isEqualTo(RuntimeClient.AWS);
        assertThat(RuntimeClient.of("Linux", "riscv64")).isEqualTo(RuntimeClient.PORTABLE);
        assertThat(RuntimeClient.of("Mac OS X", "aarch64")).isEqualTo(RuntimeClient.PORTABLE);
        assertThat(RuntimeClient.of("Windows 11", "amd64")).isEqualTo(RuntimeClient.PORTABLE);
    }
}
