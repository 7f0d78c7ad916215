package dev.kinesislake.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import dev.kinesislake.app.MockAws.Declared;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.table.function.SealConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each stack of the project is made of. */
final class LakeStackTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

    private final MockAws aws = new MockAws();

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    void prodsRowsMoveToCheaperStorageAndItsFailedRowsExpire() {
        deploy("prod");
        assertThat(rules(named(LIFECYCLE, "lake-lifecycle")))
                .contains(Map.of(
                        "id",
                        "events",
                        "status",
                        "Enabled",
                        "filter",
                        Map.of("prefix", "events/"),
                        "transitions",
                        List.of(
                                Map.of("storageClass", "STANDARD_IA", "days", 90.0),
                                Map.of("storageClass", "GLACIER", "days", 730.0))));
        assertThat(rules(named(LIFECYCLE, "failed-lifecycle")))
                .contains(expiry("failed-rows", "failed/", 365), expiry("unprocessed-batches", "aws/lambda/", 365))
                .contains(expiry("redriven", "redriven/", 365 + 7 + 365 + 2));
    }

    @Test
    void devsRowsExpire() {
        deploy("dev");
        assertThat(rules(named(LIFECYCLE, "lake-lifecycle"))).contains(expiry("events", "events/", 30));
    }

    @Test
    void prodsBucketsAndStreamAreProtectedAndKept() {
        deploy("prod");
        assertThat(kept()).hasSize(4).allSatisfy(resource -> {
            assertThat(resource.options().getProtect()).contains(true);
            assertThat(resource.options().getRetainOnDelete()).contains(true);
            assertThat(resource.inputs().getOrDefault("forceDestroy", false)).isEqualTo(false);
        });
    }

    @Test
    void prodsMappingAndProducersAreProtectedToo() {
        deploy("prod");
        var producers = aws.all("aws:iam/policy:Policy").stream()
                .filter(policy -> policy.name().equals("events-producer"))
                .findFirst()
                .orElseThrow();
        assertThat(List.of(aws.only(MAPPING), producers)).allSatisfy(resource -> {
            assertThat(resource.options().getProtect()).contains(true);
            assertThat(resource.options().isRetainOnDelete()).isFalse();
        });
    }

    @Test
    void prodsBucketsKeepWhatGuardsThem() {
        deploy("prod");
        assertThat(aws.all().stream().filter(resource -> resource.type().startsWith("aws:s3/")))
                .filteredOn(resource -> !resource.type().equals("aws:s3/bucketObjectv2:BucketObjectv2"))
                .hasSize(23)
                .allSatisfy(resource ->
                        assertThat(resource.options().getRetainOnDelete()).contains(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "local"})
    void devAndLocalAreDeletableWithAllTheyHold(String stack) {
        deploy(stack);
        assertThat(aws.all()).allSatisfy(resource -> {
            assertThat(resource.options().isProtect()).isFalse();
            assertThat(resource.options().isRetainOnDelete()).isFalse();
        });
        assertThat(aws.all(BUCKET)).hasSizeBetween(2, 3).allSatisfy(bucket -> assertThat(bucket.inputs())
                .containsEntry("forceDestroy", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void theFunctionsLogHasRetentionAndIsTheOnlyPlaceItWritesTo(String stack) {
        var config = deploy(stack).function();
        assertThat(aws.all(LOG_GROUP)).hasSize(2).allSatisfy(log -> assertThat(log.inputs())
                .containsEntry("retentionInDays", (double) config.logRetentionDays()));
        assertThat(named(FUNCTION, "consumer-function").inputs())
                .containsEntry("loggingConfig", Map.of("logFormat", "Text", "logGroup", "consumer-log-1a2b3c4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void theFunctionRunsAsConfigured(String stack) {
        var config = deploy(stack).function();
        assertThat(named(FUNCTION, "consumer-function").inputs())
                .containsEntry("runtime", "java21")
                .containsEntry("handler", "dev.kinesislake.function.Handler")
                .containsEntry("memorySize", (double) config.memoryMb())
                .containsEntry("timeout", (double) config.timeoutSeconds())
                .containsEntry("architectures", List.of(config.architecture().label()))
                .containsEntry("role", MockAws.arn("aws:iam/role:Role", "consumer-role"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void theFunctionReadsItsConfigurationBackAsItWasDeclared(String stack) {
        var config = deploy(stack).function();
        assertThat(ConsumerConfig.fromEnvironment(
                        variables(named(FUNCTION, "consumer-function").inputs())))
                .isEqualTo(new ConsumerConfig(
                        "lake-bucket-1a2b3c4", "failed-bucket-1a2b3c4", config.sections(), config.putParallelism()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void theMappingLosesNothingAndBlocksNothing(String stack) {
        var config = deploy(stack);
        var mapping = config.mapping();
        assertThat(aws.only(MAPPING).inputs())
                .isEqualTo(Map.ofEntries(
                        Map.entry("eventSourceArn", MockAws.arn(STREAM, "events-stream")),
                        Map.entry("functionName", MockAws.arn(FUNCTION, "consumer-function")),
                        Map.entry("startingPosition", "TRIM_HORIZON"),
                        Map.entry("batchSize", (double) mapping.batchSize()),
                        Map.entry("maximumBatchingWindowInSeconds", (double) mapping.windowSeconds()),
                        Map.entry("parallelizationFactor", (double) mapping.parallelizationFactor()),
                        Map.entry("functionResponseTypes", List.of("ReportBatchItemFailures")),
                        Map.entry("bisectBatchOnFunctionError", true),
                        Map.entry("maximumRetryAttempts", (double) mapping.retryAttempts()),
                        Map.entry("maximumRecordAgeInSeconds", (double) mapping.recordAgeSeconds()),
                        Map.entry(
                                "destinationConfig",
                                Map.of("onFailure", Map.of("destinationArn", MockAws.arn(BUCKET, "failed-bucket")))),
                        Map.entry("metricsConfig", Map.of("metrics", List.of("EventCount"))),
                        Map.entry("tags", Map.of("project", "kinesis-lake", "stack", stack))));
        var retention = (double) config.stream().retentionHours();
        assertThat(aws.only(STREAM).inputs()).containsEntry("retentionPeriod", retention);
        assertThat((double) mapping.recordAgeSeconds()).isLessThanOrEqualTo(retention * 3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    @DisplayName("a function of its own, out of the lake bucket, seals by a schedule")
    void sealing(String stack) {
        var config = deploy(stack);
        var processor = config.function().architecture().label();
        var code = aws.only("aws:s3/bucketObjectv2:BucketObjectv2");
        assertThat(code.inputs())
                .containsEntry("bucket", "lake-bucket-1a2b3c4")
                .containsEntry("key", "functions/seal.zip")
                .extractingByKey("source")
                .extracting(source ->
                        AssetOrArchiveInternal.from((AssetOrArchive) source).getValue())
                .isEqualTo("table/target/function/seal-" + processor + ".zip");
        var function = named(FUNCTION, "sealing-function").inputs();
        assertThat(function)
                .containsEntry("handler", "dev.kinesislake.table.function.SealHandler")
                .containsEntry("s3Bucket", "lake-bucket-1a2b3c4")
                .containsEntry("s3Key", "functions/seal.zip")
                .containsEntry("s3ObjectVersion", "sealing-code-version")
                .containsEntry("architectures", List.of(processor))
                .containsEntry("memorySize", 2048.0)
                .containsEntry("ephemeralStorage", Map.of("size", 4096.0))
                .containsEntry("timeout", 900.0)
                .containsEntry("role", MockAws.arn("aws:iam/role:Role", "sealing-role"))
                .doesNotContainKey("reservedConcurrentExecutions");
        assertThat(SealConfig.fromEnvironment(variables(function)))
                .isEqualTo(new SealConfig(
                        "lake-bucket-1a2b3c4",
                        "failed-bucket-1a2b3c4",
                        "kinesis_lake_1a2b3c4",
                        "events-stream-1a2b3c4",
                        "consumer-function-1a2b3c4",
                        config.sealing().snapshotDays(),
                        config.lake().expireDays()));
        assertThat(aws.only(SCHEDULE).inputs())
                .containsEntry("scheduleExpression", "rate(15 minutes)")
                .containsEntry(
                        "target",
                        Map.of(
                                "arn",
                                MockAws.arn(FUNCTION, "sealing-function"),
                                "roleArn",
                                MockAws.arn("aws:iam/role:Role", "sealing-schedule-role"),
                                "input",
                                "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealMinutes", "catalogue"})
    void nothingSealsWhereNothingShall(String key) {
        var value = key.equals("catalogue") ? "false" : "0";
        aws.deploy("prod", Stacks.with("prod", Map.of("kinesis-lake:" + key, value)));
        assertThat(aws.all(SCHEDULE)).isEmpty();
        assertThat(aws.all()).extracting(Declared::name).noneMatch(name -> name.startsWith("sealing"));
        assertThat(aws.all("aws:cloudwatch/metricAlarm:MetricAlarm")).hasSize(8);
    }

    /** A version's failed snapshot can't be repaired by another deployment: the function is invoked as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void noVersionIsPublished(String stack) {
        deploy(stack);
        assertThat(named(FUNCTION, "consumer-function").inputs()).doesNotContainKeys("publish", "snapStart");
        assertThat(aws.only(MAPPING).inputs())
                .containsEntry("functionName", MockAws.arn(FUNCTION, "consumer-function"));
    }

    @Test
    void theStreamScalesOnDemandOrHasTheShardsItIsGiven() {
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:shardCount", "0")));
        assertThat(aws.only(STREAM).inputs())
                .containsEntry("streamModeDetails", Map.of("streamMode", "ON_DEMAND"))
                .doesNotContainKey("shardCount");
        PulumiTest.cleanup();
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:shardCount", "3")));
        assertThat(aws.only(STREAM).inputs())
                .containsEntry("streamModeDetails", Map.of("streamMode", "PROVISIONED"))
                .containsEntry("shardCount", 3.0);
    }

    @Test
    @DisplayName("A path that no type knows is a warning: the stack is deployed, and the function treats it")
    void unknownPath() {
        aws.deploy("dev", Stacks.with("dev", Map.of("kinesis-lake:personal", "{\"payload.visitor\":\"drop\"}")));

        assertThat(aws.all(FUNCTION))
                .extracting(function -> function.inputs().toString())
                .anyMatch(inputs -> inputs.contains("{\"payload.visitor\":\"drop\"}"));
        assertThat(aws.all("aws:secretsmanager/secret:Secret")).isEmpty();
    }

    @Test
    void aVpcEndpointClosesEveryBucket() {
        aws.deploy("prod", Stacks.with("prod", Map.of("kinesis-lake:vpcEndpointId", "vpce-1a2b3c4d")));
        assertThat(aws.all("aws:s3/bucketPolicy:BucketPolicy")).hasSize(3).allSatisfy(policy -> assertThat(
                        statements(policy, "policy"))
                .extracting(statement -> statement.get("Sid").getAsString())
                .startsWith("OnlyOverTls", "OnlyThroughVpcEndpoint"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void s3WritesAboutRequestsToTheOtherBucketsIntoABucketOfItsOwn(String stack) {
        deploy(stack);
        assertThat(aws.all(LOGGING).stream().map(Declared::inputs))
                .containsExactly(
                        Map.of(
                                "bucket", "failed-bucket-1a2b3c4",
                                "targetBucket", "access-logs-bucket-1a2b3c4",
                                "targetPrefix", "failed/"),
                        Map.of(
                                "bucket", "lake-bucket-1a2b3c4",
                                "targetBucket", "access-logs-bucket-1a2b3c4",
                                "targetPrefix", "lake/"));
        assertThat(statements(named("aws:s3/bucketPolicy:BucketPolicy", "access-logs-policy"), "policy"))
                .contains(deliveryOf("failed", 1), deliveryOf("lake", 2));
    }

    private static JsonObject deliveryOf(String bucket, int number) {
        return JsonParser.parseString("{'Sid':'DeliverAccessLogs" + number + "','Effect':'Allow',"
                        + "'Principal':{'Service':'logging.s3.amazonaws.com'},'Action':['s3:PutObject'],"
                        + "'Resource':['arn:aws:s3:::access-logs-bucket-1a2b3c4/" + bucket + "/*'],"
                        + "'Condition':{'ArnLike':{'aws:SourceArn':'arn:aws:s3:::" + bucket + "-bucket-1a2b3c4'}}}")
                .getAsJsonObject();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void everyResourceBelongsToAComponent(String stack) {
        deploy(stack);
        assertThat(aws.all().stream().filter(resource -> resource.type().startsWith("aws:")))
                .allSatisfy(resource -> assertThat(resource.options().getParent())
                        .as(resource.name())
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void theOutputsAreExactlyTheseAndThoseOfSettings(String stack) {
        var result = aws.deploy(stack, Stacks.with(stack, Map.of()));
        var outputs = new HashMap<>(outputs(result));
        assertThat(outputs.remove("accessLogBucket"))
                .isEqualTo(stack.equals("local") ? null : "access-logs-bucket-1a2b3c4");
        assertThat(outputs.remove("lakeExpireDays")).isEqualTo(stack.equals("dev") ? "30" : null);
        assertThat(outputs)
                .isEqualTo(Map.ofEntries(
                        Map.entry("streamName", "events-stream-1a2b3c4"),
                        Map.entry("streamArn", MockAws.arn(STREAM, "events-stream")),
                        Map.entry("region", "eu-central-1"),
                        Map.entry("lakeBucket", "lake-bucket-1a2b3c4"),
                        Map.entry("failedBucket", "failed-bucket-1a2b3c4"),
                        Map.entry("lakeUri", "s3://lake-bucket-1a2b3c4/events/"),
                        Map.entry("functionName", "consumer-function-1a2b3c4"),
                        Map.entry("eventSourceMappingId", "consumer-mapping-id"),
                        Map.entry("eraserPolicyArn", MockAws.arn("aws:iam/policy:Policy", "eraser-policy")),
                        Map.entry("producerPolicyArn", MockAws.arn("aws:iam/policy:Policy", "events-producer")),
                        Map.entry("glueDatabase", "kinesis_lake_1a2b3c4"),
                        Map.entry("glueTable", "events"),
                        Map.entry("sealedTable", "sealed_events"),
                        Map.entry("snapshotDays", "7"),
                        Map.entry("sealFunctionName", "sealing-function-1a2b3c4"),
                        Map.entry("athenaWorkgroup", "catalogue-workgroup-1a2b3c4")));
    }

    private static Map<String, String> variables(Map<String, Object> function) {
        var environment = (Map<?, ?>) requireNonNull(function.get("environment"));
        var variables = new HashMap<String, String>();
        ((Map<?, ?>) requireNonNull(environment.get("variables")))
                .forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        return variables;
    }

    private StackConfig deploy(String stack) {
        var config = Stacks.with(stack, Map.of());
        aws.deploy(stack, config);
        return config;
    }

    private List<Declared> kept() {
        var kept = new ArrayList<>(aws.all(BUCKET));
        kept.add(aws.only(STREAM));
        return kept;
    }

    private Declared named(String type, String name) {
        return aws.all(type).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> rules(Declared lifecycle) {
        return List.copyOf((List<?>) requireNonNull(lifecycle.inputs().get("rules")));
    }

    private static Map<String, Object> expiry(String id, String prefix, double days) {
        return Map.of(
                "id", id, "status", "Enabled", "filter", Map.of("prefix", prefix), "expiration", Map.of("days", days));
    }

    private static List<JsonObject> statements(Declared resource, String property) {
        var policy =
                JsonParser.parseString((String) resource.inputs().get(property)).getAsJsonObject();
        var statements = new ArrayList<JsonObject>();
        policy.getAsJsonArray("Statement").forEach(statement -> statements.add(statement.getAsJsonObject()));
        return statements;
    }

    private static Map<String, Object> outputs(TestResult result) {
        var outputs = new HashMap<String, Object>();
        result.outputs().forEach((name, output) -> outputs.put(name, PulumiTest.extractValue(output)));
        return outputs;
    }
}
