package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands in a JVM of their own, as their users have it, for a stack. Temporary files are in the folder {@code tmp}. */
final class LakeProcess {

    private final Path folder;
    private final DeployedStack stack;

    private LakeProcess(Path folder, DeployedStack stack) {
        this.folder = folder;
        this.stack = stack;
    }

    static LakeProcess in(Path folder, DeployedStack stack) {
        return new LakeProcess(folder, stack);
    }

    /** A command's status, and what it printed. */
    record Ended(int status, String output) {}

    /** Runs a command to its end. */
    Ended run(String... arguments) {
        try {
            var process = start(arguments);
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    Process start(String... arguments) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        // One each, as several may run at once.
        var outputs = Files.createTempFile(folder, "outputs", ".json");
        Files.writeString(outputs, new ObjectMapper().writeValueAsString(stack.outputs()));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                Lake.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--outputs", outputs.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(stack.aws().environment());
        return builder.start();
    }
}
