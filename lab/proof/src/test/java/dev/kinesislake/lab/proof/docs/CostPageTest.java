package dev.kinesislake.lab.proof.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.proof.cli.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page about cost shows of {@code ./lake cost} is what it prints. */
class CostPageTest {

    private static final String COMMAND = "./lake cost";

    /** Each command, and the output that follows it. */
    static Stream<Arguments> shown() throws IOException {
        var shown = new ArrayList<Arguments>();
        var command = "";
        for (var block : Markdown.read(Tree.ROOT.resolve("docs/cost.md")).blocks()) {
            if (block.language().equals("text") && command.startsWith(COMMAND)) {
                shown.add(Arguments.of(command, block.lines()));
            }
            command = block.lines().get(block.lines().size() - 1);
        }
        assertThat(shown).isNotEmpty();
        return shown.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shown")
    @DisplayName("Each output on the page is the command's, but for lines that … stands for, and fits 120 columns")
    void isPrinted(String command, List<String> shown) throws Exception {
        var printed = run(command);

        assertThat(printed).allMatch(line -> line.length() <= 120);
        if (!shown.contains("…")) {
            assertThat(shown).isEqualTo(printed);
        }
        assertThat(printed)
                .containsSubsequence(
                        shown.stream().filter(line -> !line.equals("…")).toList());
    }

    /** As a process of its own, in which nothing else has been configured. */
    private static List<String> run(String command) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlake.home=" + Tree.ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                Lake.class.getName()));
        line.addAll(List.of(command.replaceFirst("^\\./lake ", "").split(" ")));
        var process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new ByteArrayOutputStream();
        process.getInputStream().transferTo(output);
        assertThat(process.waitFor()).isZero();
        return output.toString(UTF_8).lines().toList();
    }
}
