package dev.kinesislake.lab.proof.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.proof.cli.Lake;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in the README is run by a test: those of {@code ./lake} here, as they are typed, and those of {@code pulumi} by the
 * engine's tests.
 */
class ReadmeCommandsTest {

    private static final String DEMO = "./lake demo";
    private static final String SERVE = "./lake serve";

    /** With the local stack up, in this order. Where {@code --stack} names a deployed one, its outputs are taken instead. */
    private static final List<String> WITH_SERVE = List.of(
            "./lake send --outputs .lake/serve/outputs.json samples/*.json",
            "./lake send --stack dev samples/*.json",
            "./lake redrive list --stack prod",
            "./lake redrive send --stack prod --reason missing-section"
                    + " --fix '.metadata.section = \"Home-Decor\"' --dry-run",
            "./lake redrive send --stack prod --batches",
            "./lake find --stack prod --user 123",
            "./lake erase --stack prod --user 123",
            "./lake erase --stack prod --user 123 --yes");

    /** CI runs it, with more options. */
    private static final String VERIFY = "mvn verify";

    /** Reads the README as well, and types each of its commands that begin with {@code pulumi}. */
    private static final String TYPES_PULUMI_COMMANDS =
            "lab/engine/src/test/java/dev/kinesislake/lab/engine/ReadmeDeploysIT.java";

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8"));

    ReadmeCommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The script {@code lake} without its build, and with free ports for {@code serve}. */
    @BeforeEach
    void makeProject() throws IOException {
        var lake = folder.resolve("lake");
        Files.writeString(lake, """
                #!/bin/sh
                [ "$1" != serve ] || set -- "$@" --port 0
                exec '%s' -Dlake.home='%s' -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Tree.ROOT,
                        System.getProperty("java.class.path"),
                        Lake.class.getName()));
        Files.setPosixFilePermissions(lake, PosixFilePermissions.fromString("rwxr-xr-x"));
        var samples = Files.createDirectory(folder.resolve("samples"));
        for (var sample : Tree.files(".json")) {
            if (sample.startsWith(Tree.ROOT.resolve("samples"))) {
                Files.copy(sample, samples.resolve(sample.getFileName()));
            }
        }
    }

    @Test
    @DisplayName("A command that is new in the README needs a test: run it here")
    void everyCommandHasATest() throws IOException {
        var tested = Stream.of(List.of(DEMO, VERIFY, SERVE), WITH_SERVE)
                .flatMap(commands -> commands.stream())
                .toList();

        assertThat(blocks("sh").flatMap(block -> commands(block).stream()))
                .filteredOn(command -> !command.startsWith("pulumi "))
                .containsExactlyInAnyOrderElementsOf(tested);
        assertThat(Tree.ROOT.resolve(TYPES_PULUMI_COMMANDS)).exists();
        assertThat(Tree.ROOT.resolve(".ci/run")).content().containsPattern("\\bmvn .*\\bverify\\b");
    }

    @Test
    @DisplayName("No command hides in a block of another language")
    void everyBlockNamesItsLanguage() throws IOException {
        assertThat(readme().blocks())
                .extracting(Markdown.Block::language)
                .isSubsetOf("sh", "text", "sql", "python", "java");
    }

    @Test
    @DisplayName("The demo counts what the README shows")
    void demo() throws Exception {
        var shown = blocks("text").findFirst().orElseThrow().lines().stream()
                .filter(line -> line.matches("  .*(records|rows)|    [a-z0-9-]+ +\\d+|OK: .*"))
                .toList();

        assertThat(shown).hasSizeGreaterThan(4);
        assertThat(run(DEMO).lines()).containsAll(shown);
    }

    @Test
    @DisplayName("Commands run against ./lake serve as they stand in the README")
    void againstServe() throws Exception {
        var serve = start("exec " + SERVE);
        try {
            readExports(serve.inputReader(UTF_8));

            assertThat(run(WITH_SERVE.get(0))).containsPattern("acknowledged +3\n");
            assertThat(run(WITH_SERVE.get(1))).containsPattern("acknowledged +3\n");
            run("echo '{\"metadata\":{\"uuid\":\"7\"},\"payload\":{}}' | ./lake send --stack dev --no-validate -");
            while (!run(WITH_SERVE.get(2)).contains("1 failed rows, 0 of them redriven\n")) {
                // The function is still storing it.
            }
            assertThat(run(WITH_SERVE.get(3)))
                    .contains("after  {\"metadata\":{\"uuid\":\"7\",\"section\":\"Home-Decor\"},\"payload\":{}}\n");
            assertThat(run(WITH_SERVE.get(4))).containsPattern("batches chosen +0\n");
            assertThat(run(WITH_SERVE.get(5))).contains("\"userid\":\"123\"").doesNotContain("\"userid\":\"124\"");
            // The samples were sent twice.
            assertThat(run(WITH_SERVE.get(6))).containsPattern("lake +holds 2 rows in [12] objects\n");
            assertThat(run(WITH_SERVE.get(7))).containsPattern("lake +erased 2 rows in [12] objects\n");
        } finally {
            serve.destroy();
        }
        assertThat(serve.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(serve.exitValue()).isZero();
    }

    private static Markdown readme() throws IOException {
        return Markdown.read(Tree.ROOT.resolve("README.md"));
    }

    private static Stream<Markdown.Block> blocks(String language) throws IOException {
        return readme().blocks().stream().filter(block -> block.language().equals(language));
    }

    /** The commands of a block, without comments. */
    private static List<String> commands(Markdown.Block block) {
        return String.join("\n", block.lines())
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s+)# .*", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private void readExports(BufferedReader lines) throws IOException {
        while (!environment.containsKey("PULUMI_DEBUG_PROVIDERS")) {
            var line = lines.readLine();
            assertThat(line).startsWith("export ");
            var export = line.substring("export ".length()).split("=", 2);
            environment.put(export[0], export[1]);
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        var process = start(command.replaceFirst("--stack \\w+", "--outputs .lake/serve/outputs.json"));
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s, which printed %s", command, output)
                .isZero();
        return output;
    }

    private Process start(String command) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
