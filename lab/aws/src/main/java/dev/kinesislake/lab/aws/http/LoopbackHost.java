package dev.kinesislake.lab.aws.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for any other host than this machine: a web page whose name was made to resolve to 127.0.0.1 (DNS rebinding) sends its
 * own name.
 */
final class LoopbackHost implements HttpHandler {

    private static final Pattern ALLOWED =
            Pattern.compile("(?:127\\.0\\.0\\.1|(?:[a-z0-9-]+\\.)*localhost)(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

    private final HttpHandler handler;

    LoopbackHost(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var host = exchange.getRequestHeaders().getFirst("Host");
        if (isAllowed(host)) {
            handler.handle(exchange);
            return;
        }
        try (exchange) {
            var answer = "The Host header is " + host + ", allowed are 127.0.0.1 and localhost\n";
            var bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(421, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Without one, the request isn't from a browser. */
    static boolean isAllowed(@Nullable String host) {
        return host == null || ALLOWED.matcher(host).matches();
    }
}
