package dev.kinesislake.lab.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {

    /** On Linux all of 127.0.0.0/8 is this machine, so that a server which listens on every address answers there. */
    private static final byte[] ANOTHER_ADDRESS = {127, 0, 0, 2};

    @Test
    void noOtherAddressOfTheMachineIsListenedOn() throws IOException {
        try (var server = LoopbackServer.start("Test", 0, Executors::newCachedThreadPool, HttpExchange::close);
                var connected = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(connected.isConnected()).isTrue();
            assertThatThrownBy(() -> new Socket(InetAddress.getByAddress(ANOTHER_ADDRESS), server.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
