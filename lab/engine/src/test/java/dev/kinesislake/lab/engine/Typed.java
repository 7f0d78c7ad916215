package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command that was typed has answered.
 *
 * @param output standard output and standard error, as a terminal shows them
 */
record Typed(int exitCode, String output) {

    static Typed run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var process = start(folder, environment, command);
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Typed(process.waitFor(), output);
    }

    static Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The output of a command that has to succeed. */
    String ok() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + ":\n" + output);
        }
        return output;
    }
}
