package dev.kinesislake.lab.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.service.ServiceException;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request after the other ("Smithy RPC v2 CBOR protocol" of Smithy's documentation; "GetMetricData" of the CloudWatch API Reference). */
final class CloudWatchHandler implements HttpHandler {

    private static final String OPERATION = "/service/GraniteServiceVersion20100801/operation/GetMetricData";
    private static final String NAMESPACE = "com.amazonaws.cloudwatch#";
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int EPOCH_TAG = 1;

    private static final ErrorLog LOG = ErrorLog.of(CloudWatchHandler.class);
    private static final CBORFactory CBOR = new CBORFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper(CBOR);

    private final MetricSource metrics;
    private final Function<String, @Nullable Permissions> permissionsByAccessKeyId;

    CloudWatchHandler(MetricSource metrics, Function<String, @Nullable Permissions> permissionsByAccessKeyId) {
        this.metrics = metrics;
        this.permissionsByAccessKeyId = permissionsByAccessKeyId;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, answer(exchange));
            } catch (ServiceException refused) {
                send(exchange, refused.status(), error(refused.code(), String.valueOf(refused.getMessage())));
            } catch (RuntimeException defect) {
                LOG.error("a request of CloudWatch failed", defect);
                send(exchange, 500, error("InternalServiceFault", "Internal Service Failure"));
            }
        }
    }

    private byte[] answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(OPERATION)) {
            throw new ServiceException(
                    404,
                    "UnknownOperationException",
                    "This endpoint of CloudWatch knows the operation GetMetricData alone, over RPC v2 CBOR.");
        }
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        // Numbers of CloudWatch have no resource.
        SignedCaller.of(authorization, permissionsByAccessKeyId, 403).require("cloudwatch:GetMetricData", "*");
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        if (!(MAPPER.readTree(body) instanceof ObjectNode request)) {
            throw new ServiceException(400, "SerializationException", "The body is no CBOR object");
        }
        return results(request);
    }

    private byte[] results(ObjectNode request) throws IOException {
        var start = time(request, "StartTime");
        var end = time(request, "EndTime");
        var bytes = new ByteArrayOutputStream();
        try (var cbor = CBOR.createGenerator(bytes)) {
            cbor.writeStartObject();
            cbor.writeArrayFieldStart("MetricDataResults");
            for (var query : request.path("MetricDataQueries")) {
                write(query, start, end, cbor);
            }
            cbor.writeEndArray();
            cbor.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void write(JsonNode query, Instant start, Instant end, CBORGenerator cbor) throws IOException {
        if (!query.has("MetricStat")) {
            throw new ServiceException(
                    400, "InvalidParameterValueException", "a query has no MetricStat, allowed here is one");
        }
        var stat = query.get("MetricStat");
        var statistic = stat.path("Stat").asText();
        var periods = periods(metric(stat.path("Metric")), stat.path("Period").asLong(), start, end);
        cbor.writeStartObject();
        cbor.writeStringField("Id", query.path("Id").asText());
        cbor.writeStringField("Label", stat.path("Metric").path("MetricName").asText());
        cbor.writeStringField("StatusCode", "Complete");
        cbor.writeArrayFieldStart("Timestamps");
        for (var period : periods.keySet()) {
            cbor.writeTag(EPOCH_TAG);
            cbor.writeNumber(period.getEpochSecond());
        }
        cbor.writeEndArray();
        cbor.writeArrayFieldStart("Values");
        for (var sample : periods.values()) {
            cbor.writeNumber(value(sample, statistic));
        }
        cbor.writeEndArray();
        cbor.writeEndObject();
    }

    private static double value(Sample sample, String statistic) {
        return switch (statistic) {
            case "Maximum" -> sample.max();
            case "SampleCount" -> sample.count();
            case "Sum" -> sample.sum();
            default ->
                throw new ServiceException(
                        400,
                        "InvalidParameterValueException",
                        "Stat is " + statistic + ", allowed here is Maximum, SampleCount or Sum");
        };
    }

    private static Metric metric(JsonNode metric) {
        var dimensions = new TreeMap<String, String>();
        for (var dimension : metric.path("Dimensions")) {
            dimensions.put(
                    dimension.path("Name").asText(), dimension.path("Value").asText());
        }
        return new Metric(
                metric.path("Namespace").asText(), metric.path("MetricName").asText(), dimensions);
    }

    private NavigableMap<Instant, Sample> periods(Metric metric, long seconds, Instant start, Instant end) {
        if (seconds < 60 || seconds % 60 != 0) {
            throw new ServiceException(
                    400, "InvalidParameterValueException", "Period is " + seconds + ", allowed is a multiple of 60");
        }
        var periods = new TreeMap<Instant, Sample>();
        try {
            metrics.minutes(metric).subMap(start, end).forEach((minute, sample) -> {
                long second = minute.getEpochSecond();
                periods.merge(Instant.ofEpochSecond(second - second % seconds), sample, Sample::with);
            });
        } catch (IllegalArgumentException unknown) {
            throw new ServiceException(400, "InvalidParameterValueException", String.valueOf(unknown.getMessage()));
        }
        return periods.descendingMap();
    }

    private static Instant time(ObjectNode request, String member) {
        if (!request.path(member).isNumber()) {
            throw new ServiceException(
                    400, "InvalidParameterValueException", member + " is missing, allowed is a time");
        }
        return Instant.ofEpochMilli(Math.round(request.get(member).asDouble() * 1_000));
    }

    private static byte[] error(String code, String message) {
        try {
            return MAPPER.writeValueAsBytes(Map.of("__type", NAMESPACE + code, "message", message));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] cbor) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/cbor");
        headers.set("Smithy-Protocol", "rpc-v2-cbor");
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, cbor.length);
        exchange.getResponseBody().write(cbor);
    }
}
