package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.Handler;
import dev.kinesislake.function.HandlerParts;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The function against an S3 that nobody here wrote. */
@ExtendWith(GatewayOnPath.class)
class AnotherS3IT {

    private static final String ALL_STORED = "{\"batchItemFailures\":[]}";
    private static final String ALL_FAILED = "{\"batchItemFailures\":[{\"itemIdentifier\":\"1001\"}]}";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Plain, escaped for a path, escaped for a URL, escaped in XML, outside ASCII, as long as they may be. */
    private static final List<String> SECTIONS = List.of(
            "Electronics",
            "Home-Decor",
            "50% off/é's",
            "a+b%20c#?=d",
            "Toys & Games",
            "<>\\\"'`",
            "..",
            ".",
            "a/../b",
            " leading and trailing ",
            "日本語",
            "\uD83D\uDE00",
            "!*'();:@&=+$,/?%#[]",
            "x".repeat(128),
            "%2F%252F",
            "~^|{}");

    private static final int MAX_TRIES = 20;

    private static @Nullable Gateway gateway;
    private static int buckets;

    @TempDir
    private static Path folder = Path.of("");

    private final List<String> log = new ArrayList<>();
    private String bucket = "";

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start(folder);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void makeBuckets() {
        bucket = "bucket-" + ++buckets;
        try (var s3 = gateway().client()) {
            s3.createBucket(create -> create.bucket(bucket));
        }
    }

    @Test
    @DisplayName("every kind of section is stored under a key of its own, from which readers get it back")
    void sections() throws IOException {
        var events = SECTIONS.stream().map(AnotherS3IT::event).toList();

        assertThat(handle(NOON, 1001, events)).as("%s", log).isEqualTo(ALL_STORED);
        assertThat(objects().keySet().stream().map(AnotherS3IT::sectionOf))
                .containsExactlyInAnyOrderElementsOf(SECTIONS);
    }

    @Test
    @DisplayName("a later attempt with more rows waits until the first one is 30 s old, and then replaces its object")
    void laterAttempt() throws IOException {
        handle(NOON, 1001, List.of(event("S")));
        var three = List.of(event("S"), event("S"), event("S"));

        assertThat(handle(NOON.plusSeconds(29), 1001, three)).isEqualTo(ALL_FAILED);
        assertThat(objects().values()).containsExactly("1 to shardId-000000000000-1001");
        assertThat(handle(NOON.plusSeconds(30), 1001, three)).as("%s", log).isEqualTo(ALL_STORED);
        assertThat(objects().values()).containsExactly("3 to shardId-000000000000-1003");
    }

    @Test
    @DisplayName("an attempt that comes late takes nothing away, and knows its own rows when they are there")
    void lateAttempt() throws IOException {
        var two = List.of(event("S"), event("S"));
        handle(NOON.plusSeconds(60), 1001, two);

        assertThat(handle(NOON, 1001, List.of(event("S")))).isEqualTo(ALL_FAILED);
        assertThat(handle(NOON, 1001, two)).isEqualTo(ALL_STORED);
        assertThat(objects().values()).containsExactly("2 to shardId-000000000000-1002");
    }

    @Test
    @DisplayName("a wrong secret is named, for a body of any size")
    void wrongSecret() throws IOException {
        var environment = gateway().environment();
        environment.put("AWS_SECRET_ACCESS_KEY", "wrong");

        assertRefused(environment, "SignatureDoesNotMatch");
    }

    @Test
    @DisplayName("an unknown access key is named, for a body of any size")
    void unknownKey() throws IOException {
        var environment = gateway().environment();
        environment.put("AWS_ACCESS_KEY_ID", "unknown");

        assertRefused(environment, "XAdminUserNotFound");
    }

    /** The gateway answers before it has read the body, and closes the connection: on a busy machine, that is at times all we see. */
    private void assertRefused(Map<String, String> environment, String error) throws IOException {
        for (int tries = 0; tries < MAX_TRIES && !log.toString().contains(error); tries++) {
            assertThat(handle(environment, bucket, large())).isEqualTo(ALL_FAILED);
        }
        assertThat(log).last().asString().contains(error);
    }

    @Test
    @DisplayName("a missing bucket is named")
    void missingBucket() throws IOException {
        assertThat(handle(gateway().environment(), "missing-bucket", List.of(event("S"))))
                .isEqualTo(ALL_FAILED);
        assertThat(log).singleElement().asString().contains("NoSuchBucket");
    }

    @Test
    @DisplayName("a connection that the server resets while the body is on its way is a failure like any other")
    void resetWhileSending() throws IOException {
        assertThat(handle(gateway().environment(), "missing-bucket", large())).isEqualTo(ALL_FAILED);
        assertThat(log).singleElement().asString().contains("can't store in missing-bucket");
    }

    /** Of a key, the folder that Hive and Spark read as the section. */
    private static String sectionOf(String key) {
        var folder = key.substring("events/section=".length(), key.indexOf("/dt="));
        return URLDecoder.decode(folder.replace("+", "%2B"), UTF_8);
    }

    private static Gateway gateway() {
        return requireNonNull(gateway);
    }

    /** What each object says that it holds, by its key. */
    private Map<String, String> objects() {
        var objects = new TreeMap<String, String>();
        try (S3Client s3 = gateway().client()) {
            for (var object : s3.listObjectsV2(list -> list.bucket(bucket)).contents()) {
                var head = s3.headObject(get -> get.bucket(bucket).key(object.key()));
                objects.put(object.key(), requireNonNull(head.metadata().get("rows")));
            }
        }
        return objects;
    }

    private String handle(Instant now, int first, List<String> events) throws IOException {
        return handle(gateway().environment(), bucket, Clock.fixed(now, ZoneOffset.UTC), first, events);
    }

    private String handle(Map<String, String> environment, String lake, List<String> events) throws IOException {
        return handle(environment, lake, Clock.systemUTC(), 1001, events);
    }

    private String handle(Map<String, String> environment, String lake, Clock clock, int first, List<String> events)
            throws IOException {
        var config = new ConsumerConfig(lake, lake, Set.of(), 16);
        var handler = new Handler(
                config, HandlerParts.of(new ParallelPuts(S3ObjectStore.ofEnvironment(environment, 16), 16), clock));
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(invocation(first, events).getBytes(UTF_8)), answer, context());
        return answer.toString(UTF_8);
    }

    /** Of an invocation's context what the function asks for. */
    private Context context() {
        var logger = new LambdaLogger() {
            @Override
            public void log(String line) {
                log.add(line);
            }

            @Override
            public void log(byte[] line) {
                log.add(new String(line, UTF_8));
            }
        };
        var answers = Map.of(
                "getAwsRequestId",
                UUID.randomUUID().toString(),
                "getRemainingTimeInMillis",
                60_000,
                "getLogger",
                logger);
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> requireNonNull(answers.get(method.getName()), method.getName()));
    }

    private static String invocation(int first, List<String> events) {
        return IntStream.range(0, events.size())
                .mapToObj(i -> record(first + i, events.get(i)))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    private static String record(int number, String event) {
        return """
                {"eventSourceARN":"arn:aws:kinesis:eu-central-1:000000000000:stream/events","eventID":"shardId-000000000000:%d",\
                "kinesis":{"partitionKey":"k","sequenceNumber":"%d","data":"%s","approximateArrivalTimestamp":1795433611.123}}""".formatted(number, number, Base64.getEncoder().encodeToString(event.getBytes(UTF_8)));
    }

    private static String event(String section) {
        var event = JSON.createObjectNode();
        event.putObject("metadata").put("uuid", "1").put("section", section);
        event.putObject("payload");
        return event.toString();
    }

    /** Some megabytes that no compression makes small. */
    private static List<String> large() {
        var random = new Random(1);
        var bytes = new byte[700_000];
        return IntStream.range(0, 5)
                .mapToObj(i -> {
                    random.nextBytes(bytes);
                    return "{\"metadata\":{\"uuid\":\"1\",\"section\":\"S\"},\"payload\":{\"x\":\""
                            + Base64.getEncoder().encodeToString(bytes) + "\"}}";
                })
                .toList();
    }
}
