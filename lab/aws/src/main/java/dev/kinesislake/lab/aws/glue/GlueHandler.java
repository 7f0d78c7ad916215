package dev.kinesislake.lab.aws.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Authorization;
import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request after the other: from its bytes to the catalog, and from an answer or an error to bytes. */
final class GlueHandler implements HttpHandler {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int MAX_BODY_BYTES = 4 << 20;

    private static final ErrorLog LOG = ErrorLog.of(GlueHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataCatalog catalog;
    private final String arnPrefix;
    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;

    GlueHandler(
            DataCatalog catalog, String arnPrefix, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        this.catalog = catalog;
        this.arnPrefix = arnPrefix;
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            try {
                send(exchange, 200, answer(exchange));
            } catch (GlueException refused) {
                send(exchange, refused.error(), String.valueOf(refused.getMessage()));
            } catch (RuntimeException defect) {
                LOG.error("a request of Glue failed", defect);
                send(exchange, GlueError.INTERNAL_SERVICE, "Internal Service Failure");
            }
        }
    }

    /** The body is read only when it's known whose it is. */
    private ObjectNode answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var operation = GlueOperation.of(Objects.requireNonNullElse(headers.getFirst("X-Amz-Target"), ""));
        var caller = caller(headers.getFirst("Authorization"));
        var request = body(exchange);
        require(caller, operation, request);
        var answer = JSON.createObjectNode();
        switch (operation) {
            case GET_DATABASE -> answer.set("Database", catalog.database(text(request, "Name")));
            case GET_DATABASES -> answer.putArray("DatabaseList").addAll(catalog.databases());
            case CREATE_DATABASE -> catalog.createDatabase(object(request, "DatabaseInput"));
            case GET_TABLE -> answer.set("Table", catalog.table(text(request, "DatabaseName"), text(request, "Name")));
            case GET_TABLES -> answer.putArray("TableList").addAll(tables(request));
            case CREATE_TABLE -> {
                refuse(request, "OpenTableFormatInput");
                catalog.createTable(text(request, "DatabaseName"), object(request, "TableInput"));
            }
            case UPDATE_TABLE -> {
                refuse(request, "UpdateOpenTableFormatInput");
                catalog.updateTable(
                        text(request, "DatabaseName"),
                        object(request, "TableInput"),
                        request.path("VersionId").asText(""));
            }
            case DELETE_TABLE -> catalog.deleteTable(text(request, "DatabaseName"), text(request, "Name"));
        }
        return answer;
    }

    private List<ObjectNode> tables(ObjectNode request) {
        var expression = Pattern.compile(request.path("Expression").asText(".*"));
        return catalog.tables(text(request, "DatabaseName")).stream()
                .filter(table -> expression.matcher(table.get("Name").asText()).matches())
                .toList();
    }

    private record Caller(String accessKeyId, Permissions permissions) {}

    private Caller caller(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new GlueException(GlueError.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        }
        var accessKeyId = Authorization.accessKeyId(authorization)
                .orElseThrow(() -> new GlueException(
                        GlueError.INCOMPLETE_SIGNATURE, "Authorization header requires 'Credential' parameter."));
        var permissions = permissionsByAccessKeyId.apply(accessKeyId);
        if (permissions == null) {
            throw new GlueException(
                    GlueError.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        return new Caller(accessKeyId, permissions);
    }

    /** Each action is about the catalog, the database and the table (AWS Glue Developer Guide, "Specifying AWS Glue resource ARNs"). */
    private void require(Caller caller, GlueOperation operation, ObjectNode request) {
        for (var resource : resources(operation, request)) {
            var arn = arnPrefix + resource;
            if (!caller.permissions().allows(operation.action(), arn)) {
                throw new GlueException(
                        GlueError.ACCESS_DENIED,
                        "User: " + caller.accessKeyId() + " is not authorized to perform: " + operation.action()
                                + " on resource: " + arn + " because no identity-based policy allows the "
                                + operation.action() + " action");
            }
        }
    }

    private static List<String> resources(GlueOperation operation, ObjectNode request) {
        return switch (operation) {
            case GET_DATABASES -> List.of("catalog", "database/*");
            case GET_DATABASE -> List.of("catalog", "database/" + text(request, "Name"));
            case CREATE_DATABASE -> List.of("catalog", "database/" + text(object(request, "DatabaseInput"), "Name"));
            case GET_TABLES -> ofTable(text(request, "DatabaseName"), "*");
            case GET_TABLE, DELETE_TABLE -> ofTable(text(request, "DatabaseName"), text(request, "Name"));
            case CREATE_TABLE, UPDATE_TABLE ->
                ofTable(text(request, "DatabaseName"), text(object(request, "TableInput"), "Name"));
        };
    }

    private static List<String> ofTable(String database, String table) {
        return List.of("catalog", "database/" + database, "table/" + database + "/" + table);
    }

    private static String text(ObjectNode request, String member) {
        if (!request.path(member).isTextual() || request.get(member).textValue().isEmpty()) {
            throw new GlueException(GlueError.INVALID_INPUT, member + " is missing, allowed is a string");
        }
        return request.get(member).textValue();
    }

    private static ObjectNode object(ObjectNode request, String member) {
        if (!(request.get(member) instanceof ObjectNode object)) {
            throw new GlueException(GlueError.INVALID_INPUT, member + " is missing, allowed is an object");
        }
        return object;
    }

    private static void refuse(ObjectNode request, String member) {
        if (request.has(member)) {
            throw new GlueException(GlueError.INVALID_INPUT, member + " is given, this endpoint doesn't know it");
        }
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            throw new GlueException(
                    GlueError.REQUEST_ENTITY_TOO_LARGE, "The body has more than " + MAX_BODY_BYTES + " bytes");
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode request) {
                return request;
            }
            throw new GlueException(GlueError.SERIALIZATION, "The body is no JSON object");
        } catch (JsonProcessingException noJson) {
            throw new GlueException(GlueError.SERIALIZATION, noJson.getOriginalMessage());
        }
    }

    private static void send(HttpExchange exchange, GlueError error, String message) throws IOException {
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
