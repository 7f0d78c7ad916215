package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulumiOnPathTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutACliTheTestsAreSkippedAndSayWhatToInstall() {
        var result = PulumiOnPath.evaluate(folder.toString(), false);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .contains(
                        "there is no pulumi on the PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/)"
                                + " to test with its engine");
    }

    @Test
    void whereTheyAreRequiredTheyFailInstead() {
        assertThatThrownBy(() -> PulumiOnPath.evaluate(null, true))
                .hasMessageContaining("there is no pulumi on the PATH")
                .hasMessageContaining("LAKE_ENGINE_TESTS=required");
    }

    @Test
    void aCliThatCannotRunJavaIsNotEnough() throws IOException {
        install("pulumi");
        assertThat(PulumiOnPath.evaluate(folder.toString(), false).isDisabled()).isTrue();

        install("pulumi-language-java");
        assertThat(PulumiOnPath.evaluate(folder.toString(), false).isDisabled()).isFalse();
    }

    private void install(String command) throws IOException {
        var file = Files.createFile(folder.resolve(command));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
