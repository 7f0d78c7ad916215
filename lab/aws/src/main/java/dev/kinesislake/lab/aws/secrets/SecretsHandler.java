package dev.kinesislake.lab.aws.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Authorization;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request after the other. */
final class SecretsHandler implements HttpHandler {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "secretsmanager.";

    /** AWS Secrets Manager User Guide, "Quotas": a value has 64 KB. */
    private static final int MAX_BODY_BYTES = 512 << 10;

    private static final int MIN_TOKEN = 32;

    private static final ErrorLog LOG = ErrorLog.of(SecretsHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Secrets secrets;
    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;

    SecretsHandler(Secrets secrets, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        this.secrets = secrets;
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            try {
                send(exchange, 200, answer(exchange));
            } catch (SecretException refused) {
                send(exchange, refused.error(), String.valueOf(refused.getMessage()));
            } catch (RuntimeException defect) {
                LOG.error("a request of Secrets Manager failed", defect);
                send(exchange, SecretError.INTERNAL_SERVICE, "Internal Service Failure");
            }
        }
    }

    private ObjectNode answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var caller = caller(headers.getFirst("Authorization"));
        var request = body(exchange);
        var target = String.valueOf(headers.getFirst("X-Amz-Target"));
        var arn = text(request, "SecretId");
        return switch (target) {
            case TARGET + "GetSecretValue" -> {
                require(caller, "secretsmanager:GetSecretValue", arn);
                var version = secrets.current(arn);
                yield answer(arn, version.id()).put("SecretString", version.value());
            }
            case TARGET + "PutSecretValue" -> {
                require(caller, "secretsmanager:PutSecretValue", arn);
                var token = request.path("ClientRequestToken")
                        .asText(UUID.randomUUID().toString());
                if (token.length() < MIN_TOKEN) {
                    throw new SecretException(
                            SecretError.INVALID_PARAMETER,
                            "ClientRequestToken has " + token.length() + " characters, allowed are 32 to 64");
                }
                secrets.put(arn, token, text(request, "SecretString"));
                yield answer(arn, token);
            }
            default -> throw new SecretException(SecretError.UNKNOWN_OPERATION, target + " is not known here");
        };
    }

    private static ObjectNode answer(String arn, String version) {
        var answer = JSON.createObjectNode()
                .put("ARN", arn)
                .put("Name", arn.replaceAll("^.*:secret:|-[^-]*$", ""))
                .put("VersionId", version);
        answer.putArray("VersionStages").add("AWSCURRENT");
        return answer;
    }

    private Permissions caller(@Nullable String authorization) {
        var accessKeyId = Authorization.accessKeyId(authorization == null ? "" : authorization)
                .orElseThrow(() ->
                        new SecretException(SecretError.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token"));
        var permissions = permissionsByAccessKeyId.apply(accessKeyId);
        if (permissions == null) {
            throw new SecretException(
                    SecretError.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        return permissions;
    }

    private static void require(Permissions caller, String action, String arn) {
        if (!caller.allows(action, arn)) {
            throw new SecretException(
                    SecretError.ACCESS_DENIED,
                    "not authorized to perform: " + action + " on resource: " + arn
                            + " because no identity-based policy allows the " + action + " action");
        }
    }

    private static String text(ObjectNode request, String member) {
        if (!request.path(member).isTextual() || request.get(member).textValue().isEmpty()) {
            throw new SecretException(SecretError.INVALID_PARAMETER, member + " is missing, allowed is a string");
        }
        return request.get(member).textValue();
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        try {
            if (JSON.readTree(body) instanceof ObjectNode request) {
                return request;
            }
        } catch (JsonProcessingException noJson) {
            // Without its message, which would quote a value.
        }
        throw new SecretException(SecretError.SERIALIZATION, "The body is no JSON object");
    }

    private static void send(HttpExchange exchange, SecretError error, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error.code());
        send(
                exchange,
                error.status(),
                JSON.createObjectNode().put("__type", error.code()).put("Message", message));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode tree) throws IOException {
        var bytes = JSON.writeValueAsBytes(tree);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
