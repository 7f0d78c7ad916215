package dev.kinesislake.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import dev.kinesislake.app.MockAws.Declared;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.table.function.SealConfig;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no resource of any stack may be: open, unencrypted, allowed too much, kept for ever unawares, untagged. */
final class StackPolicyTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final String BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    private static final String OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    private static final String VERSIONING = "aws:s3/bucketVersioningV2:BucketVersioningV2";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String MANAGED_POLICY = "aws:iam/policy:Policy";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    private static final String KEY = "aws:secretsmanager/secret:Secret";
    private static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String WORKGROUP = "aws:athena/workgroup:Workgroup";
    private static final String NAMED_QUERY = "aws:athena/namedQuery:NamedQuery";

    /** All types that this suite has been thought through for. Before a type is added here, ask each test below about it. */
    private static final Set<String> CONSIDERED = Set.of(
            BUCKET,
            BUCKET_POLICY,
            BLOCK,
            OWNERSHIP,
            ENCRYPTION,
            VERSIONING,
            LIFECYCLE,
            LOGGING,
            STREAM,
            ROLE,
            ROLE_POLICY,
            MANAGED_POLICY,
            LOG_GROUP,
            METRIC_FILTER,
            ALARM,
            FUNCTION,
            MAPPING,
            KEY,
            OBJECT,
            SCHEDULE,
            DATABASE,
            TABLE,
            WORKGROUP,
            NAMED_QUERY);

    /** The only resources with a wildcard that a policy allows anything on, each with its reason. */
    private static final Map<String, String> WILDCARDS = of(
            "arn:aws:s3:::lake-bucket-1a2b3c4/sealed/*",
            "Iceberg makes the names of the table's files",
            "*",
            "numbers of CloudWatch are read by name, and can't be allowed by resource",
            MockAws.arn(LOG_GROUP, "sealing-log") + ":*",
            "Lambda makes the names of the log streams",
            "arn:aws:s3:::lake-bucket-1a2b3c4/events/*",
            "the objects' keys come from the data",
            "arn:aws:s3:::failed-bucket-1a2b3c4/failed/*",
            "the objects' keys come from the data",
            "arn:aws:s3:::failed-bucket-1a2b3c4/aws/lambda/*",
            "Lambda makes the keys of the batches that it gives up",
            "arn:aws:s3:::failed-bucket-1a2b3c4/redriven/*",
            "notes are named after what is redriven",
            "arn:aws:s3:::access-logs-bucket-1a2b3c4/lake/*",
            "S3 makes the keys of access logs",
            "arn:aws:s3:::access-logs-bucket-1a2b3c4/failed/*",
            "S3 makes the keys of access logs",
            MockAws.arn(LOG_GROUP, "consumer-log") + ":*",
            "Lambda makes the names of the log streams");

    private static Map<String, String> of(String... keysAndValues) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Map.copyOf(map);
    }

    private static final Pattern SECRET =
            Pattern.compile("(?i)(AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN|password|passwd|secret|credential|api_?key|token");

    /** A stack of the project, or one with every optional setting on. */
    enum Kind {
        DEV,
        PROD,
        LOCAL,
        EVERYTHING;

        String stack() {
            return this == EVERYTHING ? "everything" : name().toLowerCase(Locale.ROOT);
        }

        StackConfig config() {
            return switch (this) {
                case DEV, PROD, LOCAL -> Stacks.with(stack(), TAGS);
                case EVERYTHING -> Stacks.with("prod", EVERY_OPTION);
            };
        }

        /**
         * Of {@code all}, what the stack has: nobody reads the local one from outside, so it has no access logs; and only one that has
         * all options hashes.
         */
        <T> List<T> has(Collection<T> all) {
            return all.stream()
                    .filter(each -> this == EVERYTHING || !each.equals(KEY))
                    .filter(each -> this != LOCAL
                            || !(each.equals(LOGGING) || each.toString().contains("access-logs")))
                    .toList();
        }

        int buckets() {
            return this == LOCAL ? 2 : 3;
        }
    }

    private static final Map<String, String> TAGS = Map.of("kinesis-lake:tags", "{\"owner\":\"data\"}");

    private static final Map<String, String> EVERY_OPTION = Map.of(
            "kinesis-lake:tags", "{\"owner\":\"data\"}",
            "kinesis-lake:shardCount", "3",
            "kinesis-lake:lakeExpireDays", "1000",
            "kinesis-lake:vpcEndpointId", "vpce-1a2b3c4d",
            "kinesis-lake:alarmTopicArn", "arn:aws:sns:eu-central-1:123456789012:alarms",
            "kinesis-lake:failedRatioPercent", "0",
            "kinesis-lake:personal", "{\"payload.email_id\":\"hash\"}",
            "kinesis-lake:unknownMembers", "drop",
            "kinesis-lake:failedData", "drop");

    /** What a stack declares, for all tests: nothing changes it. */
    private record Deployed(MockAws aws, Map<String, Object> outputs) {

        static Deployed of(Kind kind) {
            var aws = new MockAws();
            try {
                return new Deployed(aws, StackPolicyTest.outputs(aws.deploy(kind.stack(), kind.config())));
            } finally {
                PulumiTest.cleanup();
            }
        }
    }

    private static final Map<Kind, Deployed> DEPLOYED = new EnumMap<>(Kind.class);

    private MockAws aws = new MockAws();

    @ParameterizedTest
    @EnumSource
    void everyTypeHasBeenConsidered(Kind kind) {
        deploy(kind);
        assertThat(resources().map(Declared::type).collect(Collectors.toSet()))
                .as("a type that is new here has to be thought of in each test of this suite")
                .isEqualTo(Set.copyOf(kind.has(CONSIDERED)));
    }

    @ParameterizedTest
    @EnumSource
    void noBucketIsPublic(Kind kind) {
        deploy(kind);
        assertThat(aws.all(BUCKET)).hasSize(kind.buckets()).allSatisfy(bucket -> assertThat(bucket.inputs())
                .doesNotContainKeys("acl", "grants", "website", "corsRules", "policy"));
        eachBucketHas(
                BLOCK,
                bucket -> Map.of(
                        "bucket", bucket,
                        "blockPublicAcls", true,
                        "blockPublicPolicy", true,
                        "ignorePublicAcls", true,
                        "restrictPublicBuckets", true));
        eachBucketHas(
                OWNERSHIP,
                bucket -> Map.of("bucket", bucket, "rule", Map.of("objectOwnership", "BucketOwnerEnforced")));
        assertThat(aws.all(BUCKET_POLICY)).hasSize(kind.buckets()).allSatisfy(policy -> assertThat(statements(policy))
                .as(policy.name())
                .isNotEmpty()
                .allMatch(statement -> text(statement, "Effect").equals("Deny")
                        || statement.get("Principal").isJsonObject()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Buckets and the stream are encrypted, and buckets keep overwritten versions")
    void encryptsAndKeepsVersions(Kind kind) {
        deploy(kind);
        eachBucketHas(
                ENCRYPTION,
                bucket -> Map.of(
                        "bucket",
                        bucket,
                        "rules",
                        List.of(Map.of("applyServerSideEncryptionByDefault", Map.of("sseAlgorithm", "AES256")))));
        eachBucketHas(
                VERSIONING, bucket -> Map.of("bucket", bucket, "versioningConfiguration", Map.of("status", "Enabled")));
        assertThat(aws.all(STREAM)).hasSize(1).allSatisfy(stream -> assertThat(stream.inputs())
                .containsEntry("encryptionType", "KMS")
                .containsEntry("kmsKeyId", "alias/aws/kinesis"));
    }

    @ParameterizedTest
    @EnumSource
    void noBucketIsReachedWithoutTls(Kind kind) {
        deploy(kind);
        assertThat(aws.all(BUCKET_POLICY))
                .extracting(policy -> policy.inputs().get("bucket"))
                .isEqualTo(bucketNames());
        for (var policy : aws.all(BUCKET_POLICY)) {
            var bucket = "arn:aws:s3:::" + policy.inputs().get("bucket");
            assertThat(statements(policy))
                    .contains(JsonParser.parseString("{'Sid':'OnlyOverTls','Effect':'Deny','Principal':'*',"
                                    + "'Action':['s3:*'],'Resource':['" + bucket + "','" + bucket + "/*'],"
                                    + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}")
                            .getAsJsonObject());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPolicyAllowsAWildcardThatHasNoReason(Kind kind) {
        deploy(kind);
        var wildcards = new TreeSet<String>();
        for (var statement : allowed()) {
            assertThat(statement.keySet()).doesNotContain("NotAction", "NotResource", "NotPrincipal");
            assertThat(texts(statement, "Action")).isNotEmpty().noneMatch(StackPolicyTest::isWild);
            texts(statement, "Resource").stream()
                    .filter(StackPolicyTest::isWild)
                    .forEach(wildcards::add);
        }
        assertThat(wildcards).isEqualTo(new TreeSet<>(kind.has(WILDCARDS.keySet())));
    }

    @ParameterizedTest
    @EnumSource
    void noPolicyAllowsAnythingToAnyoneButLambdaAndSchedulesAndS3sAccessLogs(Kind kind) {
        deploy(kind);
        assertThat(allowed().stream()
                        .filter(statement -> statement.has("Principal"))
                        .map(statement -> statement
                                .getAsJsonObject("Principal")
                                .get("Service")
                                .getAsString()))
                .containsExactlyInAnyOrderElementsOf(
                        kind == Kind.LOCAL
                                ? List.of("lambda.amazonaws.com", "lambda.amazonaws.com", "scheduler.amazonaws.com")
                                : List.of(
                                        "lambda.amazonaws.com",
                                        "lambda.amazonaws.com",
                                        "scheduler.amazonaws.com",
                                        "logging.s3.amazonaws.com",
                                        "logging.s3.amazonaws.com"));
    }

    @ParameterizedTest
    @EnumSource
    void everyPolicyIsLookedAt(Kind kind) {
        deploy(kind);
        assertThat(resources()
                        .filter(resource -> !statements(resource).isEmpty())
                        .filter(resource -> !resource.type().equals(BUCKET_POLICY))
                        .map(Declared::type))
                .containsExactlyInAnyOrder(
                        ROLE, ROLE, ROLE, ROLE_POLICY, ROLE_POLICY, ROLE_POLICY, MANAGED_POLICY, MANAGED_POLICY);
        assertThat(aws.all(ROLE)).allSatisfy(role -> assertThat(role.inputs())
                .doesNotContainKeys("managedPolicyArns", "inlinePolicies"));
    }

    @ParameterizedTest
    @EnumSource
    void everyLogGroupForgets(Kind kind) {
        deploy(kind);
        assertThat(aws.all(LOG_GROUP)).hasSize(2).allSatisfy(log -> assertThat(log.inputs())
                .containsEntry(
                        "retentionInDays", (double) kind.config().function().logRetentionDays()));
    }

    @ParameterizedTest
    @EnumSource
    void noSecretIsInAnEnvironmentOrAnOutput(Kind kind) {
        var outputs = deploy(kind);
        var variables = aws.all(FUNCTION).stream()
                .map(function -> (Map<?, ?>) requireNonNull(function.inputs().get("environment")))
                .map(environment -> (Map<?, ?>) requireNonNull(environment.get("variables")))
                .toList();
        assertThat(variables)
                .extracting(names -> (Object) names.keySet())
                .containsExactly(
                        new ConsumerConfig("", "", Set.of(), 1, kind.config().personal())
                                .toEnvironment()
                                .keySet(),
                        new SealConfig("", "", "", "", "", 1, OptionalInt.empty())
                                .toEnvironment()
                                .keySet());
        // Where the key is, which is no key.
        var names = Set.of("PERSONAL_KEY_SECRET", "personalKeySecret", MockAws.arn(KEY, "personal-key-secret"));
        assertThat(strings(List.of(variables, outputs)).stream().filter(text -> !names.contains(text)))
                .hasSizeGreaterThan(20)
                .noneMatch(text -> SECRET.matcher(text).find());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The key of the hashes is a secret without a value, and there is one only where something is hashed")
    void personalKey(Kind kind) {
        deploy(kind);
        assertThat(aws.all(KEY)).hasSize(kind == Kind.EVERYTHING ? 1 : 0).allSatisfy(key -> assertThat(
                        key.inputs().keySet())
                .containsExactlyInAnyOrder("description", "recoveryWindowInDays", "tags"));
        var policies = aws.all(ROLE_POLICY).stream()
                .map(policy -> String.valueOf(policy.inputs().get("policy")))
                .toList();
        assertThat(policies.stream().anyMatch(policy -> policy.contains("secretsmanager:")))
                .isEqualTo(kind == Kind.EVERYTHING);
        assertThat(aws.all(KEY)).allSatisfy(key -> assertThat(policies)
                .anyMatch(policy -> policy.contains("\"Action\":[\"secretsmanager:GetSecretValue\"],\"Resource\":[\""
                        + MockAws.arn(KEY, "personal-key-secret") + "\"]")));
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectOfEveryBucketHasALifecycle(Kind kind) {
        deploy(kind);
        var config = kind.config().bucket();
        assertThat(aws.all(LIFECYCLE))
                .extracting(rules -> rules.inputs().get("bucket"))
                .isEqualTo(bucketNames());
        var tidy = Map.of(
                "id", "tidy",
                "status", "Enabled",
                "filter", Map.of("prefix", ""),
                "noncurrentVersionExpiration", Map.of("noncurrentDays", (double) config.noncurrentDays()),
                "expiration", Map.of("expiredObjectDeleteMarker", true),
                "abortIncompleteMultipartUpload",
                        Map.of("daysAfterInitiation", (double) config.unfinishedUploadDays()));
        var prefixes = new ArrayList<String>();
        for (var lifecycle : aws.all(LIFECYCLE)) {
            var rules = rules(lifecycle);
            assertThat(rules).as(lifecycle.name()).contains(tidy).allMatch(rule -> "Enabled"
                    .equals(rule.get("status")));
            rules.stream().filter(rule -> !rule.equals(tidy)).forEach(rule -> {
                assertThat(Set.of("transitions", "expiration", "noncurrentVersionExpiration").stream()
                                .anyMatch(rule::containsKey))
                        .as("objects of %s move or expire", rule)
                        .isTrue();
                prefixes.add(String.valueOf(((Map<?, ?>) requireNonNull(rule.get("filter"))).get("prefix")));
            });
        }
        var all = new ArrayList<>(layout());
        // Code is one object.
        all.remove(LakeLayout.CODE_PREFIX);
        if (kind != Kind.LOCAL) {
            // The whole bucket of access logs.
            all.add("");
        }
        assertThat(prefixes).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource
    void everyTaggableResourceIsTagged(Kind kind) {
        deploy(kind);
        var taggable = resources().filter(Declared::isTaggable).toList();
        assertThat(taggable.stream().map(Declared::type))
                .contains(
                        BUCKET, STREAM, FUNCTION, MAPPING, LOG_GROUP, ROLE, MANAGED_POLICY, ALARM, DATABASE, WORKGROUP);
        assertThat(taggable).allSatisfy(resource -> assertThat(resource.inputs())
                .as(resource.name())
                .containsEntry("tags", Map.of("project", "kinesis-lake", "stack", kind.stack(), "owner", "data")));
    }

    /** Only results of queries have contents of the lake outside of its prefixes. */
    @ParameterizedTest
    @EnumSource
    void noQueryLeavesItsResultsUnencryptedOrForLong(Kind kind) {
        deploy(kind);
        var results = "athena-results/";
        assertThat(aws.only(WORKGROUP).inputs())
                .containsEntry(
                        "configuration",
                        Map.of(
                                "enforceWorkgroupConfiguration",
                                true,
                                "publishCloudwatchMetricsEnabled",
                                false,
                                "bytesScannedCutoffPerQuery",
                                (double) kind.config().catalogue().scanLimitBytes(),
                                "resultConfiguration",
                                Map.of(
                                        "outputLocation",
                                        "s3://lake-bucket-1a2b3c4/" + results,
                                        "encryptionConfiguration",
                                        Map.of("encryptionOption", "SSE_S3"))));
        var lifecycle = aws.all(LIFECYCLE).stream()
                .filter(rules -> rules.name().equals("lake-lifecycle"))
                .findFirst()
                .orElseThrow();
        assertThat(rules(lifecycle).stream().<Object>map(rule -> rule))
                .contains(Map.of(
                        "id",
                        "query-results",
                        "status",
                        "Enabled",
                        "filter",
                        Map.of("prefix", results),
                        "expiration",
                        Map.of("days", 1.0),
                        "noncurrentVersionExpiration",
                        Map.of("noncurrentDays", 1.0)));
    }

    /** Pulumi ends each name that is left to it with digits of the stack's own; a database takes those of the lake's bucket. */
    @ParameterizedTest
    @EnumSource
    void noNameCollidesWithAnotherStacks(Kind kind) {
        deploy(kind);
        assertThat(aws.only(DATABASE).inputs()).containsEntry("name", "kinesis_lake_1a2b3c4");
        assertThat(aws.all(TABLE))
                .allSatisfy(table -> assertThat(table.inputs()).containsEntry("databaseName", "kinesis_lake_1a2b3c4"));
        assertThat(aws.all(NAMED_QUERY)).allSatisfy(query -> assertThat(query.inputs())
                .containsEntry("workgroup", "catalogue-workgroup-1a2b3c4"));
        var named = Set.of(DATABASE, TABLE, NAMED_QUERY);
        assertThat(resources().filter(resource -> !named.contains(resource.type())))
                .allSatisfy(resource -> assertThat(resource.inputs())
                        .as(resource.name())
                        .doesNotContainKeys("name", "namePrefix", "bucketPrefix"));
        assertThat(aws.all(BUCKET))
                .allSatisfy(bucket -> assertThat(bucket.inputs()).doesNotContainKey("bucket"));
        assertThat(aws.all(METRIC_FILTER)).allSatisfy(filter -> assertThat(strings(filter.inputs()))
                .containsAnyOf("kinesis-lake/consumer-function-1a2b3c4", "kinesis-lake/sealing-function-1a2b3c4"));
    }

    /** Returns the stack's outputs. */
    private Map<String, Object> deploy(Kind kind) {
        var deployed = DEPLOYED.computeIfAbsent(kind, Deployed::of);
        aws = deployed.aws();
        return deployed.outputs();
    }

    /** All but the program's own components, which are nothing on AWS. */
    private Stream<Declared> resources() {
        return aws.all().stream().filter(resource -> !resource.type().startsWith("kinesis-lake:app:"));
    }

    private void eachBucketHas(String type, Function<Object, Map<String, Object>> inputs) {
        assertThat(aws.all(type))
                .extracting(Declared::inputs)
                .isEqualTo(bucketNames().stream().map(inputs).toList());
    }

    private List<Object> bucketNames() {
        return aws.all(BUCKET).stream()
                .map(bucket -> (Object) MockAws.bucketName(bucket.name()))
                .toList();
    }

    private static List<Map<?, ?>> rules(Declared lifecycle) {
        var rules = new ArrayList<Map<?, ?>>();
        ((List<?>) requireNonNull(lifecycle.inputs().get("rules"))).forEach(rule -> rules.add((Map<?, ?>) rule));
        return rules;
    }

    /** All prefixes of the lake's layout, one that is added later included. */
    private static List<String> layout() {
        return Stream.of(LakeLayout.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getName().endsWith("_PREFIX"))
                .map(field -> {
                    try {
                        return String.valueOf(field.get(null));
                    } catch (IllegalAccessException notPublic) {
                        throw new AssertionError(notPublic);
                    }
                })
                .toList();
    }

    private List<JsonObject> allowed() {
        return resources()
                .flatMap(resource -> statements(resource).stream())
                .filter(statement -> text(statement, "Effect").equals("Allow"))
                .toList();
    }

    /** The statements of every policy that is anywhere in a resource's inputs. */
    private static List<JsonObject> statements(Declared resource) {
        var statements = new ArrayList<JsonObject>();
        for (var text : strings(resource.inputs())) {
            var json = json(text);
            if (json != null && json.isJsonObject() && json.getAsJsonObject().has("Statement")) {
                json.getAsJsonObject()
                        .getAsJsonArray("Statement")
                        .forEach(statement -> statements.add(statement.getAsJsonObject()));
            }
        }
        return statements;
    }

    private static @Nullable JsonElement json(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonSyntaxException noJson) {
            return null;
        }
    }

    /** Every string in a value, names of members included. */
    private static Collection<String> strings(Object value) {
        var strings = new HashSet<String>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> {
                strings.add(String.valueOf(name));
                strings.addAll(strings(requireNonNull(member)));
            });
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> strings.addAll(strings(requireNonNull(item))));
        } else {
            strings.add(String.valueOf(value));
        }
        return strings;
    }

    private static boolean isWild(String text) {
        return text.contains("*") || text.contains("?");
    }

    private static String text(JsonObject statement, String member) {
        return statement.get(member).getAsString();
    }

    private static List<String> texts(JsonObject statement, String member) {
        var texts = new ArrayList<String>();
        if (statement.has(member)) {
            statement.getAsJsonArray(member).forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }

    private static Map<String, Object> outputs(TestResult result) {
        var outputs = new HashMap<String, Object>();
        result.outputs().forEach((name, output) -> outputs.put(name, PulumiTest.extractValue(output)));
        return outputs;
    }
}
