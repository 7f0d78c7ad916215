package dev.kinesislake.lab.aws.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service of the protocol AWS JSON 1.1 (Smithy's documentation, "AWS JSON 1.1 protocol"): each request is a POST of a JSON object, whose
 * header X-Amz-Target names the operation.
 */
public final class JsonHandler implements HttpHandler {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final int maxBodyBytes;
    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;
    private final Operations operations;
    private final ErrorLog log = ErrorLog.of(JsonHandler.class);

    /** What a service does. */
    @FunctionalInterface
    public interface Operations {

        /**
         * Carries out a request.
         *
         * @param target the operation, such as {@code AWSGlue.GetTable}; empty where the request names none
         * @throws ServiceException where the service refuses
         */
        ObjectNode answer(String target, SignedCaller caller, ObjectNode request);
    }

    /**
     * A service.
     *
     * @param service its name in the log
     * @param permissionsByAccessKeyId what each caller may do; null for an unknown one
     */
    public JsonHandler(
            String service,
            int maxBodyBytes,
            Function<String, @Nullable Permissions> permissionsByAccessKeyId,
            Operations operations) {
        this.service = service;
        this.maxBodyBytes = maxBodyBytes;
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            try {
                send(exchange, 200, answer(exchange));
            } catch (ServiceException refused) {
                send(exchange, refused);
            } catch (RuntimeException defect) {
                log.error("a request of " + service + " failed", defect);
                send(exchange, new ServiceException(500, "InternalFailure", "Internal Service Failure"));
            }
        }
    }

    /** The body is read only when it's known whose it is. */
    private ObjectNode answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var caller = SignedCaller.of(headers.getFirst("Authorization"), permissionsByAccessKeyId, 400);
        return operations.answer(
                Objects.requireNonNullElse(headers.getFirst("X-Amz-Target"), ""), caller, body(exchange));
    }

    private ObjectNode body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(maxBodyBytes + 1);
        if (body.length > maxBodyBytes) {
            exchange.getResponseHeaders().set("Connection", "close");
            throw new ServiceException(
                    413, "RequestEntityTooLargeException", "The body has more than " + maxBodyBytes + " bytes");
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode request) {
                return request;
            }
        } catch (JsonProcessingException noJson) {
            // Without its message, which may quote a secret.
        }
        throw new ServiceException(400, "SerializationException", "The body is no JSON object");
    }

    private static void send(HttpExchange exchange, ServiceException error) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error.code());
        send(
                exchange,
                error.status(),
                JSON.createObjectNode().put("__type", error.code()).put("Message", error.getMessage()));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode tree) throws IOException {
        var bytes = JSON.writeValueAsBytes(tree);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
