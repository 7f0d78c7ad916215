package dev.kinesislake.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

    private static final byte[] LONG = "{\n  \"a\": [1, 2, 3, 4, 5, 6]\n}".getBytes(UTF_8);

    private static final byte[] SHORT = "{\"b\": 1}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("an event that a full disk cuts off is taken back, and the next one stands for itself")
    void cut() throws IOException {
        var file = folder.resolve("rejects");
        var disk = new FillingChannel(file, 20, true);
        var rejects = new Rejects(file, disk);

        assertThat(rejects.add(SHORT)).isTrue();
        assertThat(rejects.add(LONG)).isFalse();
        disk.makeRoom();
        assertThat(rejects.add(SHORT)).isTrue();

        assertThat(rejects.bytes()).isEqualTo(18);
        assertThat(rejects.end())
                .isEqualTo("--rejects " + file + " is not complete: java.io.IOException: No space left on device");
        assertThat(Files.readString(file)).isEqualTo("{\"b\": 1}\n{\"b\": 1}\n");
    }

    @Test
    @DisplayName("where a cut event can't be taken back, the next one begins a line")
    void notTakenBack() throws IOException {
        var file = folder.resolve("rejects");
        var disk = new FillingChannel(file, 10, false);
        var rejects = new Rejects(file, disk);

        assertThat(rejects.add(LONG)).isFalse();
        disk.makeRoom();
        assertThat(rejects.add(SHORT)).isTrue();
        assertThat(rejects.add(SHORT)).isTrue();

        assertThat(Files.readString(file)).isEqualTo("{\n  \"a\": [\n{\"b\": 1}\n{\"b\": 1}\n");
        assertThat(rejects.bytes()).isEqualTo(Files.size(file));
    }
}
