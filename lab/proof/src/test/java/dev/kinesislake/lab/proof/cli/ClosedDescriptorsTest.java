package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM would read and write files of its own under the numbers of closed descriptors. */
class ClosedDescriptorsTest {

    @ParameterizedTest
    @CsvSource({
        "<&-,standard input,</dev/null",
        ">&-,standard output,>/dev/null",
        "2>&-,standard error,2>/dev/null",
    })
    void isOneLineAnd2(String closing, String what, String open) throws Exception {
        var lake = Path.of("..", "..", "lake").toString();
        for (var command : new String[] {"send --outputs x -", "serve", "redrive list --outputs x", "bench"}) {
            var process = new ProcessBuilder("sh", "-c", "exec " + lake + " " + command + " " + closing)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();

            assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("lake: " + what + " is closed: open it, " + open + " will do\n");
            assertThat(process.waitFor()).isEqualTo(2);
        }
    }
}
