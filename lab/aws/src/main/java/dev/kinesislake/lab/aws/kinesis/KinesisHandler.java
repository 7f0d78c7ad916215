package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.service.ServiceException;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request after the other: from its bytes to a checked {@link Request}, and from an answer or an error to bytes. */
final class KinesisHandler implements HttpHandler {

    /** A PutRecords of 10 MiB in base64 with its keys, and some. */
    private static final int MAX_BODY_BYTES = 20 * 1_048_576;

    private static final ErrorLog LOG = ErrorLog.of(KinesisHandler.class);

    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;
    private final PutOperations put;
    private final DescribeOperations describe;
    private final ListShardsOperation shards;
    private final ReadOperations read;
    private final long startedMillis;
    private final AtomicLong requests = new AtomicLong();

    KinesisHandler(KinesisStreams streams, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
        var lookup = new StreamLookup(streams);
        this.put = new PutOperations(lookup);
        this.describe = new DescribeOperations(streams, lookup);
        this.shards = new ListShardsOperation(streams, lookup);
        this.read = new ReadOperations(streams, lookup);
        this.startedMillis = streams.clock().millis();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var wire = Wire.of(exchange.getRequestHeaders().getFirst("Content-Type"));
            var requestId = new UUID(startedMillis, requests.incrementAndGet()).toString();
            exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
            var answerIn = wire.orElse(Wire.JSON);
            try {
                if (wire.isEmpty() || !exchange.getRequestMethod().equals("POST")) {
                    throw new KinesisException(
                            KinesisError.UNKNOWN_OPERATION,
                            "This is a Kinesis endpoint: allowed is POST with Content-Type " + Wire.JSON.contentType()
                                    + " or " + Wire.CBOR.contentType());
                }
                send(exchange, answerIn, 200, answer(exchange, answerIn));
            } catch (ServiceException refused) {
                send(exchange, answerIn, refused);
            } catch (RuntimeException defect) {
                LOG.error("a request of Kinesis failed", defect);
                send(
                        exchange,
                        answerIn,
                        new KinesisException(KinesisError.INTERNAL_FAILURE, "Internal Service Failure"));
            }
        }
    }

    /** The body is read only when it's known whose it is. */
    private ObjectNode answer(HttpExchange exchange, Wire wire) throws IOException {
        var headers = exchange.getRequestHeaders();
        var operation = Operation.of(Objects.requireNonNullElse(headers.getFirst("X-Amz-Target"), ""));
        var caller = SignedCaller.of(headers.getFirst("Authorization"), permissionsByAccessKeyId, 400);
        var tree = wire.read(body(exchange));
        operation.check(tree, wire);
        var request = new Request(operation, tree, wire, caller);
        return switch (operation) {
            case PUT_RECORD -> put.putRecord(request);
            case PUT_RECORDS -> put.putRecords(request);
            case LIST_STREAMS -> describe.listStreams(request);
            case DESCRIBE_STREAM -> describe.describeStream(request);
            case DESCRIBE_STREAM_SUMMARY -> describe.describeStreamSummary(request);
            case LIST_SHARDS -> shards.listShards(request);
            case GET_SHARD_ITERATOR -> read.getShardIterator(request);
            case GET_RECORDS -> read.getRecords(request);
        };
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            throw new KinesisException(
                    KinesisError.REQUEST_ENTITY_TOO_LARGE, "The body has more than " + MAX_BODY_BYTES + " bytes");
        }
        return body;
    }

    private static void send(HttpExchange exchange, Wire wire, ServiceException error) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error.code());
        var tree = JsonNodeFactory.instance
                .objectNode()
                .put("__type", error.code())
                .put("message", error.getMessage());
        send(exchange, wire, error.status(), tree);
    }

    private static void send(HttpExchange exchange, Wire wire, int status, ObjectNode tree) throws IOException {
        var bytes = wire.write(tree);
        exchange.getResponseHeaders().set("Content-Type", wire.contentType());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
