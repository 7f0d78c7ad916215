package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code lake}, with a Maven and a Java that only print. */
class LakeScriptTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo "[INFO] Scanning for projects..."
            for i in $(seq 250); do echo "Downloaded from somewhere: $i.jar"; done
            echo "[INFO] Building function 0.1.0                  [2/8]"
            echo "[INFO] Building lab-proof 0.1.0                 [7/9]"
            """;

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void copyScript() throws IOException {
        Files.copy(Path.of(System.getProperty("lake.home"), "lake"), home.resolve("lake"));
        Files.createDirectories(home.resolve("function/target/lib"));
        Files.createDirectories(home.resolve("lab/proof/target"));
        Files.writeString(
                home.resolve("lab/proof/target/classpath"), home.resolve("lake").toString());
        script("java", "#!/bin/sh\necho java is run\n");
    }

    @Test
    void aBuildReportsItsModulesAndDownloads() throws Exception {
        script("mvn", MAVEN);

        assertThat(lake()).isEqualTo("""
                lake: building; the first time takes some minutes, since Maven downloads the libraries
                lake: downloaded 100 files
                lake: downloaded 200 files
                lake: building function (2/8)
                lake: building lab-proof (7/9)
                java is run
                exit code 0
                """);
    }

    @Test
    void aBuildThatFailsShowsAllThatMavenPrinted() throws Exception {
        script("mvn", MAVEN + "echo '[ERROR] no compiler' >&2\nexit 1\n");

        assertThat(lake())
                .contains("Downloaded from somewhere: 7.jar\n", "[ERROR] no compiler\n")
                .doesNotContain("lake: failed", "java is run")
                .endsWith("lake: the build failed, see above\nexit code 1\n");
    }

    @Test
    @DisplayName("a second ./lake waits for the first one's build, says so, and doesn't build again")
    void oneBuildAtATime() throws Exception {
        assumeThat(Path.of("/usr/bin/flock")).exists();
        for (var module : List.of(
                ".", "function", "app", "producer", "redrive", "table", "erase", "cli", "lab/aws", "lab/proof")) {
            Files.createDirectories(home.resolve(module + "/src/main"));
            Files.createFile(home.resolve(module + "/pom.xml"));
        }
        Files.createDirectories(home.resolve(".mvn"));
        script("mvn", """
                #!/bin/sh
                echo "[INFO] Building function 0.1.0   [2/8]"
                read go <"$(dirname "$0")/go"
                """);
        new ProcessBuilder("mkfifo", home.resolve("bin/go").toString()).start().waitFor();
        var first = start();
        var firstLines = first.inputReader(UTF_8);
        assertThat(firstLines.readLine()).startsWith("lake: building; ");
        assertThat(firstLines.readLine()).isEqualTo("lake: building function (2/8)");

        var second = start();
        var secondLines = second.inputReader(UTF_8);
        assertThat(secondLines.readLine()).isEqualTo("lake: waiting for another ./lake that builds " + home);
        Files.writeString(home.resolve("bin/go"), "go\n");

        assertThat(firstLines.lines()).containsExactly("java is run");
        assertThat(secondLines.lines()).containsExactly("java is run");
    }

    private void script(String name, String text) throws IOException {
        var file = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String lake() throws IOException, InterruptedException {
        var process = start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return output + "exit code " + process.waitFor() + "\n";
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder("sh", home.resolve("lake").toString(), "demo").redirectErrorStream(true);
        builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("JAVA_HOME");
        return builder.start();
    }
}
