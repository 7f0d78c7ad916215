package dev.kinesislake.lab.aws.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SameUserTest {

    private static final int CLIENT = 0x9C42;
    private static final int SERVER = 0x11D8;

    @TempDir
    private Path proc;

    @Test
    void theOwnUserAndRootMayCallAndNobodyElse() throws IOException {
        var own = ((Integer) Files.getAttribute(proc, "unix:uid")).longValue();

        assertThat(allowed(own)).isTrue();
        assertThat(allowed(0)).isTrue();
        assertThat(allowed(own + 1)).isFalse();
    }

    @Test
    void aConnectionThatTheSystemDoesNotKnowIsRefused() throws IOException {
        connectionOf(0);

        assertThat(new SameUser(proc).isAllowed(CLIENT + 1, SERVER)).isFalse();
    }

    @Test
    void whereTheSystemDoesNotTellAllMayCall() {
        assertThat(new SameUser(proc.resolve("none")).isAllowed(CLIENT, SERVER)).isTrue();
    }

    private boolean allowed(long user) throws IOException {
        connectionOf(user);
        return new SameUser(proc).isAllowed(CLIENT, SERVER);
    }

    /** The server's side of the connection is this process's own, regardless of the client. */
    private void connectionOf(long user) throws IOException {
        var own = Files.getAttribute(proc, "unix:uid");
        Files.createDirectories(proc.resolve("self"));
        Files.createDirectories(proc.resolve("net"));
        var header = "sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode\n";
        Files.writeString(
                proc.resolve("net/tcp"),
                header
                        + line("0100007F:11D8 00000000:0000", own)
                        + line("0100007F:11D8 0100007F:9C42", own)
                        + line("0100007F:9C42 0100007F:11D8", user));
    }

    private static String line(String addresses, Object user) {
        return "   0: " + addresses + " 01 00000000:00000000 00:00000000 00000000  " + user + "        0 1 1\n";
    }
}
