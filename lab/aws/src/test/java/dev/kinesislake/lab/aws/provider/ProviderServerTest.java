package dev.kinesislake.lab.aws.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderServerTest {

    @Test
    void aPortThatIsTakenIsToldByItsNumber(@TempDir Path folder) throws IOException {
        try (var aws = LocalAws.start(LocalAws.Options.in(folder, folder, "eu-central-1", "local"));
                var taken = ProviderServer.start(0, aws.resources(), "eu-central-1")) {
            assertThatThrownBy(() -> ProviderServer.start(taken.port(), aws.resources(), "eu-central-1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("port " + taken.port() + " of 127.0.0.1: can't be listened on, ");
        }
    }
}
