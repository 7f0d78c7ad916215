package dev.kinesislake.lab.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.service.ServiceException;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request after the other (AWS Lambda API Reference, "Invoke" and "GetFunctionConfiguration"). */
final class LambdaHandler implements HttpHandler {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/(invocations|configuration)/?");

    /** A name, a part of an ARN that begins with the account, or a whole ARN. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:(?:arn:aws:lambda:[a-z0-9-]+:)?[0-9]{12}:function:)?([a-zA-Z0-9-_]{1,64})");

    private static final ErrorLog LOG = ErrorLog.of(LambdaHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionLookup functions;
    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;

    LambdaHandler(FunctionLookup functions, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        this.functions = functions;
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            try {
                answer(exchange);
            } catch (ServiceException refused) {
                send(exchange, refused);
            } catch (InterruptedException stopped) {
                send(exchange, new ServiceException(500, "ServiceException", "The server stops."));
            } catch (RuntimeException defect) {
                LOG.error("a request of Lambda failed", defect);
                send(exchange, new ServiceException(500, "ServiceException", "Internal Service Failure"));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        var path = PATH.matcher(exchange.getRequestURI().getRawPath());
        var operation = exchange.getRequestMethod() + " " + (path.matches() ? path.group(2) : "");
        if (!operation.equals("POST invocations") && !operation.equals("GET configuration")) {
            throw new ServiceException(
                    404,
                    "UnknownOperationException",
                    "This endpoint of Lambda knows the operations Invoke and GetFunctionConfiguration alone.");
        }
        checkQuery(exchange.getRequestURI().getQuery());
        var arn = arn(URLDecoder.decode(path.group(1), UTF_8));
        if (operation.equals("POST invocations")) {
            invoke(exchange, arn);
        } else {
            configuration(exchange, arn);
        }
    }

    private void invoke(HttpExchange exchange, String arn) throws IOException, InterruptedException {
        check(exchange, "lambda:InvokeFunction", arn);
        checkType(exchange);
        var body = exchange.getRequestBody().readNBytes(Failures.MAX_PAYLOAD_BYTES + 1);
        if (body.length > Failures.MAX_PAYLOAD_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            throw new ServiceException(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + Failures.MAX_PAYLOAD_BYTES
                            + " bytes for the InvokeFunction operation");
        }
        checkJson(body);
        var function = functions.find(arn);
        if (function == null) {
            throw new ServiceException(404, "ResourceNotFoundException", "Function not found: " + arn);
        }
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", LambdaFunction.VERSION);
        answer(exchange, function.invoke(body.length == 0 ? "{}".getBytes(UTF_8) : body));
    }

    private void configuration(HttpExchange exchange, String arn) throws IOException {
        check(exchange, "lambda:GetFunctionConfiguration", arn);
        var spec = functions.spec(arn);
        if (spec == null) {
            throw new ServiceException(404, "ResourceNotFoundException", "Function not found: " + arn);
        }
        var configuration = JSON.createObjectNode()
                .put("FunctionName", spec.name())
                .put("FunctionArn", arn)
                .put("Handler", spec.handler())
                .put("MemorySize", spec.memoryMb())
                .put("Timeout", spec.timeout().toSeconds())
                .put("Version", LambdaFunction.VERSION);
        configuration.putObject("Environment").set("Variables", JSON.valueToTree(spec.environment()));
        send(exchange, 200, JSON.writeValueAsBytes(configuration));
    }

    private String arn(String function) {
        var name = FUNCTION.matcher(function);
        if (!name.matches()) {
            throw new ServiceException(
                    400,
                    "InvalidParameterValueException",
                    "FunctionName is " + function + ", allowed here is a name or an ARN without a version or an alias");
        }
        var arn = functions.arn(name.group(1));
        if (function.startsWith("arn:") && !function.equals(arn)) {
            throw new ServiceException(404, "ResourceNotFoundException", "Function not found: " + function);
        }
        return arn;
    }

    private static void checkQuery(@Nullable String query) {
        if (query != null) {
            throw new ServiceException(
                    400,
                    "InvalidParameterValueException",
                    "The query is " + query + ", allowed here is none: functions have no versions and aliases");
        }
    }

    private void check(HttpExchange exchange, String action, String arn) {
        SignedCaller.of(exchange.getRequestHeaders().getFirst("Authorization"), permissionsByAccessKeyId, 403)
                .require(action, arn);
    }

    private static void checkType(HttpExchange exchange) {
        var type = Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"), "RequestResponse");
        if (!type.equals("RequestResponse")) {
            throw new ServiceException(
                    400,
                    "InvalidParameterValueException",
                    "InvocationType is " + type + ", allowed here is RequestResponse");
        }
    }

    private static void checkJson(byte[] body) {
        try {
            JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw new ServiceException(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + noJson.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, Invoker.Outcome outcome) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("x-amzn-RequestId", outcome.requestId());
        if (outcome instanceof Invoker.Returned returned) {
            send(exchange, 200, returned.payload());
        } else if (outcome instanceof Invoker.Failed failed) {
            headers.set("X-Amz-Function-Error", "Unhandled");
            send(
                    exchange,
                    200,
                    JSON.writeValueAsBytes(JSON.createObjectNode()
                            .put("errorMessage", failed.message())
                            .put("errorType", failed.errorType())));
        }
    }

    private static void send(HttpExchange exchange, ServiceException refused) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", refused.code());
        send(
                exchange,
                refused.status(),
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("Type", "User").put("Message", refused.getMessage())));
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}
