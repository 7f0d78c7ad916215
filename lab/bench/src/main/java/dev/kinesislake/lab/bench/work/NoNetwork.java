package dev.kinesislake.lab.bench.work;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Takes each finished request, with its signature and checksum, reads its body to the end and says that all went well. */
public final class NoNetwork implements SdkHttpClient {

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    public long requests() {
        return requests.sum();
    }

    /** The sum of the requests' bodies. */
    public long bytes() {
        return bytes.sum();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                request.contentStreamProvider().ifPresent(body -> read(body.newStream()));
                requests.increment();
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(new byte[0])))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private void read(InputStream body) {
        var buffer = new byte[16 * 1024];
        try (body) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes.add(read);
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    @Override
    public void close() {}
}
