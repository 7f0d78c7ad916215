package dev.kinesislake.lab.aws.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackHostTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.1:4567, true",
        "localhost:4567, true",
        "LOCALHOST, true",
        "kinesis.localhost:4567, true",
        "example.com, false",
        "example.com:4567, false",
        "127.0.0.1.example.com, false",
        "localhost.example.com:4567, false",
        "127.0.0.2:4567, false",
    })
    void onlyThisMachineIsTheHost(String host, boolean allowed) {
        assertThat(LoopbackHost.isAllowed(host)).isEqualTo(allowed);
    }

    @Test
    void aPageUnderAnotherNameIsRefused() throws IOException {
        try (var server = LoopbackServer.start("Test", 0, Executors::newCachedThreadPool, exchange -> {
                    throw new AssertionError("reached");
                });
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n".getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 421 ")
                    .endsWith("The Host header is rebound.example.com, allowed are 127.0.0.1 and localhost\n");
        }
    }
}
