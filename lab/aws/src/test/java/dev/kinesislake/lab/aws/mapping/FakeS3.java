package dev.kinesislake.lab.aws.mapping;

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

/** S3 over HTTP for more objects than a disk likes: it takes every PUT, counts it, and keeps the object's path alone. */
final class FakeS3 implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> paths = new ConcurrentSkipListSet<>();

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::put);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@code /<bucket>/<key>} of all objects that were put. */
    Set<String> paths() {
        return paths;
    }

    private void put(HttpExchange call) throws IOException {
        call.getRequestBody().transferTo(OutputStream.nullOutputStream());
        if (call.getRequestMethod().equals("PUT")) {
            paths.add(call.getRequestURI().getPath());
        }
        call.getResponseHeaders().set("ETag", "\"0\"");
        call.sendResponseHeaders(200, -1);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
