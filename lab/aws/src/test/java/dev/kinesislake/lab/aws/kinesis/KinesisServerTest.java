package dev.kinesislake.lab.aws.kinesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library lets one send. */
class KinesisServerTest {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=me/20261123/eu-west-1/kinesis/aws4_request, SignedHeaders=host, Signature=0";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private KinesisStreams streams;
    private KinesisServer server;

    @BeforeEach
    void start() throws IOException {
        streams = KinesisStreams.open(folder, "eu-west-1", "123456789012", new SettableClock(), ShardLimits.NONE);
        streams.create(StreamSettings.provisioned("visits", 1));
        server = KinesisServer.start(0, streams, accessKeyId -> accessKeyId.equals("me") ? Permissions.ALL : null);
    }

    @AfterEach
    void stop() {
        server.close();
        streams.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "[]",
                "7",
                "\"text\"",
                "{} {}",
                "{\"StreamName\":7}",
                "{\"StreamName\":\"visits\",\"Records\":{}}",
                "{\"StreamName\":\"visits\",\"Records\":[7]}",
                "{\"StreamName\":\"visits\",\"Records\":[{\"PartitionKey\":\"k\",\"Data\":\"no base64!\"}]}",
                "{\"StreamName\":\"visits\",\"Records\":[{\"PartitionKey\":\"k\",\"Data\":[1]}]}",
                "{\"StreamName\":\"visits\",\"Records\":[{\"PartitionKey\":\"\\uD800\",\"Data\":\"\"}]}",
                "{\"StreamName\":\"visits\",\"Records\":[],\"DryRun\":\"yes\"}"
            })
    void jsonThatIsNoRequestIsASerializationException(String body) throws Exception {
        var response = post("PutRecords", JSON, body.getBytes(UTF_8));

        assertThat(error(response)).isEqualTo("SerializationException");
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    }

    @Test
    void whoIsNotKnownIsRefusedBeforeTheBody() throws IOException {
        assertThat(answerToHead("")).contains("MissingAuthenticationTokenException");
        assertThat(answerToHead("Authorization: " + SIGNED.replace("=me/", "=nobody/") + "\r\n"))
                .contains("UnrecognizedClientException");
    }

    @Test
    void requestsThatAreNotEndedHoldUpNobody() throws Exception {
        var halves = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 100; i++) {
                var half = new Socket(InetAddress.getLoopbackAddress(), server.port());
                halves.add(half);
                half.getOutputStream()
                        .write(head("Authorization: " + SIGNED + "\r\n").getBytes(US_ASCII));
            }

            var answer = post("ListStreams", JSON, "{}".getBytes(UTF_8));
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            for (var half : halves) {
                half.close();
            }
        }
    }

    /** What is answered to a request whose body doesn't come. */
    private String answerToHead(String authorization) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(head(authorization).getBytes(US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String head(String authorization) {
        return "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + JSON
                + "\r\nX-Amz-Target: Kinesis_20131202.ListStreams\r\nContent-Length: 1000000\r\n" + authorization
                + "\r\n{";
    }

    @Test
    void jsonNestedWithoutEndIsASerializationException() throws Exception {
        assertThat(error(post("PutRecords", JSON, "{\"a\":".repeat(100_000).getBytes(UTF_8))))
                .isEqualTo("SerializationException");
        assertThat(error(post("PutRecords", JSON, "[".repeat(100_000).getBytes(UTF_8))))
                .isEqualTo("SerializationException");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing,''",
        "a lone break,ff",
        "an integer,07",
        "a cut map,a1",
        "a cut text,a16a53747265",
        "a byte string said to have 2 GB,a1644461746179ffffffff",
        "a map and more,a000",
        "an integer for StreamName,a16a53747265616d4e616d6507",
        "text for Data,a16444617461616b"
    })
    void cborThatIsNoRequestIsASerializationException(String name, String hex) throws Exception {
        var response = post("PutRecord", CBOR, HexFormat.of().parseHex(hex));

        assertThat(new CBORMapper().readTree(response.body()).path("__type").textValue())
                .as(name)
                .isEqualTo("SerializationException");
        assertThat(response.headers().firstValue("Content-Type")).hasValue(CBOR);
    }

    @Test
    void aTimeInJsonIsSecondsWithMillisecondsAsDecimals() throws Exception {
        var response = post("DescribeStreamSummary", JSON, "{\"StreamName\":\"visits\"}".getBytes(UTF_8));

        assertThat(new String(response.body(), UTF_8)).contains("\"StreamCreationTimestamp\":1795433611.123,");
    }

    @Test
    void aRequestWithoutSignatureIsRefused() throws Exception {
        var unsigned = HttpRequest.newBuilder(server.endpoint())
                .header("Content-Type", JSON)
                .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                .POST(BodyPublishers.ofString("{}"));

        assertThat(error(send(unsigned))).isEqualTo("MissingAuthenticationTokenException");
        assertThat(error(send(unsigned.header("Authorization", "AWS4-HMAC-SHA256 Signature=0"))))
                .isEqualTo("IncompleteSignatureException");
    }

    @Test
    void aDryRunTellsThatItWouldHaveSucceededAndStoresNothing() throws Exception {
        var body =
                "{\"StreamName\":\"visits\",\"PartitionKey\":\"k\",\"Data\":\"eA==\",\"DryRun\":true}".getBytes(UTF_8);

        assertThat(error(post("PutRecord", JSON, body))).isEqualTo("DryRunOperationException");
        assertThat(streams.describe("visits").shards().get(0).end()).isZero();
    }

    @Test
    void whatIsNoOperationIsAnUnknownOne() throws Exception {
        assertThat(error(post("Nothing", JSON, new byte[0]))).isEqualTo("UnknownOperationException");
        assertThat(error(post("ListStreams", "application/json", "{}".getBytes(UTF_8))))
                .isEqualTo("UnknownOperationException");
        assertThat(error(send(HttpRequest.newBuilder(server.endpoint()).GET()))).isEqualTo("UnknownOperationException");
    }

    @Test
    void aBodyOfMoreThanTwentyMebibytesIsRefused() throws Exception {
        assertThat(error(post("PutRecords", JSON, new byte[20 * 1_048_576 + 1])))
                .isEqualTo("RequestEntityTooLargeException");
    }

    @Test
    void aPortInUseIsAClearError() {
        assertThatThrownBy(() -> KinesisServer.start(server.port(), streams, accessKeyId -> Permissions.ALL))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("Kinesis can't listen on 127.0.0.1:" + server.port() + ": ");
    }

    @Test
    void aClosedServerListensNoMoreAndItsPortIsFree() throws Exception {
        var port = server.port();
        server.close();

        assertThatThrownBy(() -> post("ListStreams", JSON, "{}".getBytes(UTF_8)))
                .isInstanceOf(ConnectException.class);
        KinesisServer.start(port, streams, accessKeyId -> Permissions.ALL).close();
    }

    private HttpResponse<byte[]> post(String operation, String contentType, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
                .header("Content-Type", contentType)
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .header("Authorization", SIGNED)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String error(HttpResponse<byte[]> response) throws IOException {
        return json(response).path("__type").asText();
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JsonMapper.builder().build().readTree(response.body());
    }
}
