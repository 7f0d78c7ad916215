package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Under SnapStart a function's credentials aren't in its environment, but come from an endpoint, each time with another id here. */
class ContainerCredentialsTest {

    private static final Map<String, String> REGION = Map.of("AWS_REGION", "eu-central-1");

    private final List<String> asked = new ArrayList<>();
    private final List<String> signedWith = new ArrayList<>();
    private final HttpServer endpoint;
    private Duration validity = Duration.ofHours(6);

    ContainerCredentialsTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/credentials", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                var json =
                        "{\"AccessKeyId\":\"id%d\",\"SecretAccessKey\":\"secret\",\"Token\":\"token\",\"Expiration\":\"%s\"}"
                                .formatted(asked.size(), Instant.now().plus(validity))
                                .getBytes(UTF_8);
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        });
        endpoint.start();
    }

    private Map<String, String> environment() {
        return Map.of(
                "aws.containerCredentialsFullUri",
                "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/credentials",
                "aws.containerAuthorizationToken",
                "of-this-environment");
    }

    @BeforeEach
    void setEnvironment() {
        environment().forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        environment().keySet().forEach(System::clearProperty);
        endpoint.stop(0);
    }

    @Test
    void aPutIsSignedWithTheEndpointsCredentials() throws StoreException {
        S3ObjectStore.over(new Signatures(), REGION).put(object(), Duration.ofSeconds(10));

        assertThat(signedWith).containsExactly("id1");
        assertThat(asked).containsExactly("of-this-environment");
    }

    @Test
    void whatAPutToNowhereWasSignedWithSignsNoOther() throws StoreException {
        var store = S3ObjectStore.over(new Signatures(), REGION);
        S3ObjectStore.toNowhere(REGION).put(object(), Duration.ofSeconds(10));
        assertThat(asked).hasSize(1);

        store.put(object(), Duration.ofSeconds(10));

        assertThat(signedWith).containsExactly("id2");
    }

    @Test
    void credentialsThatHaveExpiredAreAskedForAnew() throws StoreException {
        var store = S3ObjectStore.over(new Signatures(), REGION);
        validity = Duration.ofSeconds(-1);
        store.put(object(), Duration.ofSeconds(10));
        validity = Duration.ofHours(6);

        store.put(object(), Duration.ofSeconds(10));

        assertThat(signedWith.get(1)).isNotEqualTo(signedWith.get(0));
    }

    private static StoredObject object() {
        return new StoredObject("lake", "key", "text/plain", new byte[] {1});
    }

    /** Goes nowhere, too, and keeps whose signature each request has. */
    private final class Signatures implements SdkHttpClient {

        private final Nowhere nowhere = new Nowhere();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var header =
                    request.httpRequest().firstMatchingHeader("Authorization").orElse("");
            signedWith.add(header.replaceFirst(".*Credential=([^/]*)/.*", "$1"));
            return nowhere.prepareRequest(request);
        }

        @Override
        public void close() {}
    }
}
