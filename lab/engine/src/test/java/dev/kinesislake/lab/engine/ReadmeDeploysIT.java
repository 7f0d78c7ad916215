package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands that begin with {@code pulumi} are typed as they stand there, and deploy a stack with the outputs that it names. */
@WithPulumi
class ReadmeDeploysIT {

    private static final Pattern PULUMI = Pattern.compile("^pulumi .*", Pattern.MULTILINE);
    private static final Pattern OUTPUTS = Pattern.compile("`([a-z]+[A-Z]\\w+)`");

    private final String readme;

    @AutoClose
    private final Laptop laptop;

    ReadmeDeploysIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        readme = Files.readString(laptop.project().resolve("README.md"));
        // What the engine doesn't run would be compiled all the same.
        laptop.leaveOut("producer", "redrive", "cli", "lab/aws", "lab/proof", "lab/readers", "lab/engine");
    }

    @Test
    @Order(1)
    void everyCommandSucceeds() throws Exception {
        var commands =
                PULUMI.matcher(readme).results().map(command -> command.group()).toList();

        assertThat(commands).anyMatch(command -> command.startsWith("pulumi up "));
        for (var command : commands) {
            laptop.typeAgreeing(command).ok();
        }
        assertThat(laptop.stack("dev").state().goneFrom(laptop.aws())).isEmpty();
    }

    @Test
    @Order(2)
    void theStackHasTheOutputsThatTheReadmeNames() throws Exception {
        var outputs = new ObjectMapper()
                .readTree(
                        laptop.typeAgreeing("pulumi stack output --json -s dev").ok());

        assertThat(named())
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(outputs.has(name)).as(name).isTrue());
    }

    /** The names in code in the paragraph about outputs. */
    private List<String> named() {
        return Stream.of(readme.split("\n\n"))
                .filter(paragraph -> paragraph.contains("stack's outputs:"))
                .flatMap(paragraph -> OUTPUTS.matcher(paragraph).results().map(name -> name.group(1)))
                .toList();
    }
}
