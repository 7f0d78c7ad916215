package dev.kinesislake.lab.proof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handful of scenarios over HTTP, with JVMs killed and connections reset, as a person starts them. */
class LiveChaosTest {

    @Test
    void nothingIsLostAndNothingIsDoubledLive(@TempDir Path folder) {
        var out = new StringWriter();
        int status = Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "chaos",
                        "--schedules",
                        "3",
                        "--live-every",
                        "1",
                        "--seed",
                        "3",
                        "--dir",
                        folder.resolve("lake").toString());

        assertThat(status).as(out.toString()).isZero();
        assertThat(out.toString()).contains("PUT: ").endsWith("""
                        OK: 0 lost, 0 doubled: every record is stored exactly once, as it was sent
                        """);
    }
}
