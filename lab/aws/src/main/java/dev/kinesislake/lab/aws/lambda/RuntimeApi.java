package dev.kinesislake.lab.aws.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.kinesislake.lab.aws.http.LoopbackServer;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * The HTTP API through which a runtime in an execution environment asks for its next invocation and tells what came of it: "Using
 * the Lambda runtime API for custom runtimes". One environment has one of its own, on a port of its own.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String BASE = "/2018-06-01/runtime";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopbackServer server;
    private final FunctionSpec spec;
    private final BlockingQueue<Invocation> next = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<Failed> initError = new CompletableFuture<>();
    private volatile CompletableFuture<Long> asking = new CompletableFuture<>();
    private volatile Invocation current = new Invocation("", new byte[0], Instant.EPOCH);

    RuntimeApi(FunctionSpec spec) throws IOException {
        this.spec = spec;
        server = LoopbackServer.start("Lambda's runtime API", 0, Executors::newCachedThreadPool, this::handle);
    }

    /** Where the runtime finds it. */
    String hostAndPort() {
        return server.hostAndPort();
    }

    /** Done when the runtime asks for an invocation, with {@link System#nanoTime} of then; a new one after each {@link #submit}. */
    CompletableFuture<Long> asking() {
        return asking;
    }

    /** Done when the runtime couldn't load the handler. It has no request's id. */
    CompletableFuture<Failed> initError() {
        return initError;
    }

    /** Hands an invocation to the runtime, which must be asking for it. */
    CompletableFuture<Outcome> submit(String requestId, byte[] event, Instant deadline) {
        var invocation = new Invocation(requestId, event, deadline);
        current = invocation;
        asking = new CompletableFuture<>();
        next.add(invocation);
        return invocation.outcome;
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var invocation = current;
            var own = "POST " + BASE + "/invocation/" + invocation.requestId;
            if (request.equals("GET " + BASE + "/invocation/next")) {
                sendNext(exchange);
            } else if (request.equals("POST " + BASE + "/init/error")) {
                initError.complete(error("", exchange));
                answer(exchange, 202, "{\"status\":\"OK\"}");
            } else if (request.equals(own + "/response")) {
                takeResponse(exchange, invocation);
            } else if (request.equals(own + "/error")) {
                invocation.outcome.complete(error(invocation.requestId, exchange));
                answer(exchange, 202, "{\"status\":\"OK\"}");
            } else {
                answer(exchange, 400, "{\"errorType\":\"InvalidRequestID\",\"errorMessage\":\"" + request + "\"}");
            }
        }
    }

    private void sendNext(HttpExchange exchange) throws IOException {
        asking.complete(System.nanoTime());
        Invocation invocation;
        try {
            invocation = next.take();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline.toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", spec.arn());
        headers.set("Lambda-Runtime-Trace-Id", traceId(invocation));
        // A length of 0 means "chunked" to this server, -1 no body.
        exchange.sendResponseHeaders(200, invocation.event.length == 0 ? -1 : invocation.event.length);
        exchange.getResponseBody().write(invocation.event);
    }

    /** Of the documented form, and never sampled: nothing here collects traces. */
    private static String traceId(Invocation invocation) {
        var digits = invocation.requestId.replace("-", "");
        return "Root=1-" + digits.substring(0, 8) + "-" + digits.substring(8) + ";Parent=" + digits.substring(16)
                + ";Sampled=0";
    }

    private static void takeResponse(HttpExchange exchange, Invocation invocation) throws IOException {
        var payload = exchange.getRequestBody().readNBytes(Failures.MAX_PAYLOAD_BYTES + 1);
        if (payload.length > Failures.MAX_PAYLOAD_BYTES) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            invocation.outcome.complete(Failures.responseTooLarge(invocation.requestId));
            answer(exchange, 413, "{\"errorType\":\"Function.ResponseSizeTooLarge\"}");
        } else {
            invocation.outcome.complete(new Returned(invocation.requestId, payload));
            answer(exchange, 202, "{\"status\":\"OK\"}");
        }
    }

    private static Failed error(String requestId, HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody());
        return new Failed(
                requestId,
                body.path("errorType").asText("Unhandled"),
                body.path("errorMessage").asText(""));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static final class Invocation {
        private final String requestId;
        private final byte[] event;
        private final Instant deadline;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        Invocation(String requestId, byte[] event, Instant deadline) {
            this.requestId = requestId;
            this.event = event;
            this.deadline = deadline;
        }
    }
}
