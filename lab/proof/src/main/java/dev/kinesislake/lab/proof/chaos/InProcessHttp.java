package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Gives the function's requests to S3 in this process, with no socket in between: signing, checksums and retries are the function's. */
final class InProcessHttp implements SdkHttpClient {

    /** The end of the host; a bucket's name may stand before it. */
    static final String HOST = "s3.simulated";

    private final Requests requests;

    InProcessHttp(Requests requests) {
        this.requests = requests;
    }

    /** What takes the requests. */
    @FunctionalInterface
    interface Requests {

        /**
         * Takes one, and waits for its answer.
         *
         * @throws IOException if the connection breaks
         */
        S3Answer take(S3Request request) throws IOException;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(requests.take(read(request)));
            }

            @Override
            public void abort() {
                // nothing is under way
            }
        };
    }

    private static S3Request read(HttpExecuteRequest request) throws IOException {
        var http = request.httpRequest();
        var headers = new HashMap<String, String>();
        http.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        var path =
                URLDecoder.decode(http.encodedPath().replace("+", "%2B"), UTF_8).substring(1);
        var bucket = bucketOfHost(http);
        if (bucket.isEmpty()) {
            int slash = path.indexOf('/');
            bucket = path.substring(0, slash);
            path = path.substring(slash + 1);
        }
        return new S3Request(http.method().name(), bucket, path, headers, body(request, headers));
    }

    private static String bucketOfHost(SdkHttpRequest http) {
        return http.host().equals(HOST)
                ? ""
                : http.host().substring(0, http.host().length() - HOST.length() - 1);
    }

    private static HttpExecuteResponse response(S3Answer answer) {
        var response = SdkHttpFullResponse.builder().statusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        var whole = HttpExecuteResponse.builder().response(response.build());
        if (answer.body().length > 0) {
            whole.responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())));
        }
        return whole.build();
    }

    private static byte[] body(HttpExecuteRequest request, Map<String, String> headers) throws IOException {
        var provider = request.contentStreamProvider();
        if (provider.isEmpty()) {
            return new byte[0];
        }
        try (var content = provider.get().newStream()) {
            var body = content.readAllBytes();
            return headers.getOrDefault("content-encoding", "").contains("aws-chunked") ? chunks(body) : body;
        }
    }

    /** The content of chunks, each with its length in hexadecimal before it (Amazon S3 API Reference, "Signature Calculations"). */
    private static byte[] chunks(byte[] body) {
        var content = new ByteArrayOutputStream(body.length);
        for (int at = 0; ; ) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            var length = new String(body, at, end - at, ISO_8859_1).split(";", 2)[0];
            int size = Integer.parseInt(length, 16);
            if (size == 0) {
                return content.toByteArray();
            }
            content.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
