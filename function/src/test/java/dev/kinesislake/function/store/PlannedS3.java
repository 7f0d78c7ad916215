package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** An S3 over HTTP that answers as planned, one answer after the other. */
final class PlannedS3 implements AutoCloseable {

    /** What came. */
    record Put(String path, Map<String, String> headers, String body) {}

    /** What is answered. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange put) throws IOException;
    }

    static final Answer STORED = status(200, Map.of(), "");

    /** The object arrives, and the connection ends without an answer. */
    static final Answer CUT = HttpExchange::close;

    /** The object arrives, and no answer comes. */
    static final Answer SILENCE = put -> {};

    /** Most of the object stays on its way. */
    static final Answer UNREAD = put -> {};

    private final HttpServer server;
    private final List<Put> puts = new ArrayList<>();
    private final Iterator<Answer> answers;

    PlannedS3(Answer... answers) {
        this.answers = List.of(answers).iterator();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "planned-s3");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    static Answer status(int status, Map<String, String> headers, String body) {
        return put -> {
            headers.forEach(put.getResponseHeaders()::set);
            var bytes = body.getBytes(UTF_8);
            put.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            put.getResponseBody().write(bytes);
            put.close();
        };
    }

    /** As S3 refuses. */
    static Answer error(int status, String code) {
        return status(
                status,
                Map.of("x-amz-request-id", "R1"),
                "<?xml version=\"1.0\"?><Error><Code>" + code
                        + "</Code><Message>events/section=secret</Message></Error>");
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What has come so far. */
    synchronized List<Put> puts() {
        return List.copyOf(puts);
    }

    private void answer(HttpExchange put) throws IOException {
        next(put).to(put);
    }

    private synchronized Answer next(HttpExchange put) throws IOException {
        var answer = answers.next();
        if (answer == UNREAD) {
            return answer;
        }
        var headers = new TreeMap<String, String>();
        put.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        puts.add(new Put(
                put.getRequestMethod() + " " + put.getRequestURI(),
                headers,
                new String(put.getRequestBody().readAllBytes(), UTF_8)));
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
