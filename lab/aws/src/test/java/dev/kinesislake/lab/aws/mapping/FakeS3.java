package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** S3 over HTTP for more objects than a disk likes: it takes every PUT, counts it, and keeps the object's path alone, so that there is nothing to GET. */
final class FakeS3 implements AutoCloseable {

    private static final byte[] NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> paths = new ConcurrentSkipListSet<>();

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@code /<bucket>/<key>} of all objects that were put. */
    Set<String> paths() {
        return paths;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            call.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (call.getRequestMethod().equals("GET")) {
                call.sendResponseHeaders(404, 0);
                call.getResponseBody().write(NO_SUCH_KEY);
                return;
            }
            if (call.getRequestMethod().equals("PUT")) {
                paths.add(call.getRequestURI().getPath());
            }
            call.getResponseHeaders().set("ETag", "\"0\"");
            call.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
