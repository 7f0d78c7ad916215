package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lake} and {@code pulumi up} in one folder: either may read the function's package while the other builds. */
class TwoBuildsIT {

    @Test
    @DisplayName("A build leaves the libraries of the package as they are, adds missing ones and deletes former ones")
    void librariesAreLeftAlone(@TempDir Path folder) throws Exception {
        var maven = RequiredCommands.evaluate(
                List.of("mvn"), "install Maven", System.getenv("PATH"), RequiredCommands.areRequired());
        assumeThat(maven.isDisabled()).isFalse();
        var copy = ProjectCopy.of(ProjectCopy.project(), folder.resolve("copy"));
        var lib = copy.resolve("function/target/lib");
        var before = files(lib);
        var missing = before.keySet().iterator().next();
        Files.delete(lib.resolve(missing));
        Files.writeString(lib.resolve("former-1.0.jar"), "");

        var first = build(copy);
        var second = build(copy);

        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        var after = files(lib);
        assertThat(after).containsOnlyKeys(before.keySet());
        before.remove(missing);
        assertThat(after).containsAllEntriesOf(before);
    }

    private static Process build(Path copy) throws IOException {
        return new ProcessBuilder("mvn", "-B", "-q", "-o", "-pl", "function", "compile")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Each file's identity by name: a file that is written anew has another one. */
    private static Map<String, Object> files(Path folder) throws IOException {
        var files = new TreeMap<String, Object>();
        try (var list = Files.list(folder)) {
            for (var file : list.toList()) {
                files.put(
                        file.getFileName().toString(),
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey());
            }
        }
        return files;
    }
}
