package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.iam.AccessKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Expect: 100-continue}: the head of a request is sent, and its body only when the server asks for it. */
class EarlyRefusalTest {

    @TempDir
    private Path folder;

    private S3Fixture s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new S3Fixture(folder);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void whoMayNotPutIsToldBeforeTheBody() throws IOException {
        assertThat(answerToHead(""))
                .startsWith("HTTP/1.1 403 ")
                .contains("<Code>AccessDenied</Code>", "s3:PutObject", "arn:aws:s3:::lake-bucket/events/a%20b")
                .endsWith("</Error>");
    }

    @Test
    void whoMayPutIsAskedForTheBody() throws IOException {
        var credential = "Authorization: AWS4-HMAC-SHA256 Credential=" + AccessKey.PERSON.id()
                + "/20261129/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=00\r\n";
        assertThat(answerToHead(credential)).doesNotContain("AccessDenied");
    }

    private String answerToHead(String header) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), s3.server.endpoint().getPort())) {
            var head = "PUT /lake-bucket/events/a%2520b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n"
                    + "x-amz-date: 20261129T000000Z\r\n" + header + "Expect: 100-continue\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            var answer = new StringBuilder(reader.readLine());
            if (!answer.toString().contains(" 100 ")) {
                reader.lines().forEach(line -> answer.append('\n').append(line));
            }
            return answer.toString();
        }
    }
}
