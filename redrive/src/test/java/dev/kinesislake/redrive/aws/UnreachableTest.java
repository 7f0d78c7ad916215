package dev.kinesislake.redrive.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class UnreachableTest {

    private static final String ENDPOINT = "aws.endpointUrl";

    private String nobody = "";
    private Clients clients;

    @BeforeEach
    void connectToNobody() throws IOException {
        nobody = "http://127.0.0.1:" + freePort();
        System.setProperty(ENDPOINT, nobody);
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
        clients = Clients.of(Region.EU_CENTRAL_1, credentials, 1);
    }

    @AfterEach
    void close() {
        System.clearProperty(ENDPOINT);
        clients.close();
    }

    @Test
    void namesTheBucket() {
        assertUnreachable(
                "bucket failed-bucket", () -> clients.s3().listObjectsV2(list -> list.bucket("failed-bucket")));
    }

    @Test
    void namesTheBucketThatDoesNotExist() throws IOException {
        var server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), URI.create(nobody).getPort()),
                0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>".getBytes(UTF_8);
                exchange.sendResponseHeaders(404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            assertThatThrownBy(() -> clients.s3().listObjectsV2(list -> list.bucket("failed-bucket")))
                    .hasMessage("there is no bucket failed-bucket");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesTheStream() {
        assertUnreachable("stream visits", () -> clients.reader().describeStreamSummary(of -> of.streamName("visits")));
    }

    @Test
    void namesTheFunction() {
        assertUnreachable("function consumer", () -> new LambdaConsumer(clients.lambda(), "consumer").config());
    }

    private void assertUnreachable(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageStartingWith("the " + what)
                .hasMessageContaining(" can't be reached at http://")
                .hasMessageContaining(nobody.substring("http://127.0.0.1".length())
                        + ": java.net.ConnectException: Connection refused");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
