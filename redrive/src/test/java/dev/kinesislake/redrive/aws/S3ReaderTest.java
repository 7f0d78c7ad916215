package dev.kinesislake.redrive.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kinesislake.redrive.Bucket.Listed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that breaks off its answers: with {@code Content-Length}, but without the body's second half. */
class S3ReaderTest {

    private static final String BODY = "a batch, or failed rows, as they were stored";

    private static final String LIST = "<ListBucketResult><IsTruncated>false</IsTruncated><Contents>"
            + "<Key>failed/1</Key><LastModified>2026-11-29T00:00:00Z</LastModified></Contents></ListBucketResult>";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private S3Client s3;
    private int brokenOff;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        s3 = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(client -> client.retryStrategy(Clients.listRetries(10)))
                .build();
    }

    @AfterEach
    void stop() {
        s3.close();
        server.stop(0);
    }

    @Test
    @DisplayName("an object whose body breaks off is read again")
    void again() {
        brokenOff = 4;
        assertThat(new S3Reader(s3, "failed").get("failed/1")).asString(UTF_8).isEqualTo(BODY);
        assertThat(requests).hasValue(5);
    }

    @Test
    @DisplayName("an object whose body always breaks off is named with its bucket, in one line")
    void always() {
        brokenOff = Integer.MAX_VALUE;
        assertThatThrownBy(() -> new S3Reader(s3, "failed").get("failed/1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "object failed/1 of bucket failed breaks off in each of 5 attempts: it ends after 22 of 44 bytes");
        assertThat(requests).hasValue(5);
    }

    @Test
    @DisplayName("a list whose answer breaks off is asked for again")
    void list() {
        brokenOff = 2;
        assertThat(new S3Reader(s3, "failed").list("failed/"))
                .containsExactly(new Listed("failed/1", Instant.parse("2026-11-29T00:00:00Z")));
        assertThat(requests).hasValue(3);
    }

    @Test
    @DisplayName("folders are listed a page at a time, as far as they're walked through")
    void folders() {
        assertThat(new S3Reader(s3, "lake").folders("events/").iterator().next())
                .isEqualTo("events/1/");
        assertThat(requests).hasValue(1);
        assertThat(new S3Reader(s3, "lake").folders("events/")).containsExactly("events/1/", "events/2/");
        assertThat(requests).hasValue(3);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var body = body(query == null ? "" : query).getBytes(UTF_8);
        boolean whole = requests.incrementAndGet() > brokenOff;
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, whole ? body.length : body.length / 2);
        }
    }

    private static String body(String query) {
        if (query.contains("delimiter=/")) {
            return query.contains("continuation-token=next")
                    ? folder(2, "<IsTruncated>false</IsTruncated>")
                    : folder(1, "<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>");
        }
        return query.contains("list-type=2") ? LIST : BODY;
    }

    private static String folder(int number, String more) {
        return "<ListBucketResult>" + more + "<CommonPrefixes><Prefix>events/" + number
                + "/</Prefix></CommonPrefixes></ListBucketResult>";
    }
}
