package dev.kinesislake.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("A part is measured in a process of its own; a quick run writes nothing")
    void measuresAPart() {
        assertThat(run("--quick", "--only", "sizes")).isZero();
        assertThat(out.toString())
                .contains("## sizes", "| ours, 3 sections, PUTs a million events | 857 |")
                .doesNotContain("## cold");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAPartThatThereIsNot() {
        assertThat(run("--only", "sizes,speed")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "lake: --only is sizes,speed, allowed are some of throughput, s3, sizes, gather, gather-consumer, memory, cold,"
                                + " recovery, reading, table, freshness, growth, person, personal (see lake bench --help)\n");
    }

    @Test
    void refusesToCheckWhereThereIsNothingToCompareWith() {
        assertThat(run("--check")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("lake: --check: there is no " + folder.resolve("results.json")
                        + " to compare with (see lake bench --help)\n");
    }

    private int run(String... arguments) {
        return Bench.commandLine(folder)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
