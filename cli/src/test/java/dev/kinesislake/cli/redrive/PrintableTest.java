package dev.kinesislake.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void textThatWouldSteerATerminalIsShownAndNotObeyed() {
        assertThat(Printable.of("a\u001b[2J\r\u202eÄ\n\t€😀".getBytes(UTF_8)))
                .isEqualTo("a\\u001b[2J\\u000d\\u202eÄ\n\t€😀");
    }

    @Test
    void whatIsNoTextIsShownInHexadecimal() {
        assertThat(Printable.of(new byte[] {'a', (byte) 0xFF})).isEqualTo("61 ff");
    }
}
