package dev.kinesislake.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Gives the function's PUTs to S3 in this process, with no socket in between: signing, checksums and attempts are the function's. */
final class InProcessHttp implements SdkHttpClient {

    private final Puts puts;

    InProcessHttp(Puts puts) {
        this.puts = puts;
    }

    /** What takes the PUTs. */
    @FunctionalInterface
    interface Puts {

        /**
         * Takes one.
         *
         * @return the status that is answered
         * @throws IOException if the connection breaks
         */
        int put(String bucket, String key, byte[] body) throws IOException;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return execute(request);
            }

            @Override
            public void abort() {
                // nothing is under way
            }
        };
    }

    private HttpExecuteResponse execute(HttpExecuteRequest request) throws IOException {
        var http = request.httpRequest();
        if (http.method() != SdkHttpMethod.PUT) {
            throw new IllegalStateException("the function sends a " + http.method());
        }
        var path = URLDecoder.decode(http.encodedPath(), UTF_8);
        int slash = path.indexOf('/', 1);
        int status = puts.put(path.substring(1, slash), path.substring(slash + 1), body(request));
        var response = SdkHttpFullResponse.builder().statusCode(status);
        if (status == 200) {
            return HttpExecuteResponse.builder().response(response.build()).build();
        }
        var error =
                ("<Error><Code>" + code(status) + "</Code><Message>a planned fault</Message></Error>").getBytes(UTF_8);
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(error)))
                .build();
    }

    private static String code(int status) {
        return switch (status) {
            case 403 -> "AccessDenied";
            case 503 -> "SlowDown";
            default -> "InternalError";
        };
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
        var content = request.contentStreamProvider()
                .orElseThrow(() -> new IOException("a PUT has no body"))
                .newStream();
        try (content) {
            return content.readAllBytes();
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
