package dev.kinesislake.lab.aws.provider;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One resource of every type, made in the order in which they need each other. */
final class DeclaredStack {

    static final String STREAM = "aws:kinesis/stream:Stream";
    static final String POLICY = "aws:iam/policy:Policy";
    static final String ROLE = "aws:iam/role:Role";
    static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    static final String FUNCTION = "aws:lambda/function:Function";
    static final String MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    private static final String POLICY_TEXT = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s:*", "Resource": "*"}]}""";

    /** A resource, and another value of one of its properties, which is changed in place. */
    record Resource(String type, String id, Struct inputs, Struct outputs, String changes, Object to) {

        Struct changed() {
            return EngineDouble.with(inputs, changes, to);
        }

        @Override
        public String toString() {
            return type;
        }
    }

    private final EngineDouble engine;
    private final List<Resource> resources = new ArrayList<>();

    DeclaredStack(EngineDouble engine, Path project) {
        this.engine = engine;
        writeHandler(project.resolve("one"));
        writeHandler(project.resolve("two"));
        var tags = Map.of("stack", "local");
        var stream = add(
                STREAM,
                Map.of("name", "events", "shardCount", 2, "retentionPeriod", 24, "tags", tags),
                "shardCount",
                3);
        add(POLICY, Map.of("name", "producer", "policy", policy("kinesis"), "tags", tags), "policy", policy("s3"));
        var role = add(
                ROLE,
                Map.of("name", "consumer", "assumeRolePolicy", "{}", "tags", tags),
                "tags",
                Map.of("stack", "other"));
        add(ROLE_POLICY, Map.of("name", "all", "role", "consumer", "policy", policy("*")), "policy", policy("kinesis"));
        add(BUCKET, Map.of("bucket", "lake", "forceDestroy", false, "tags", tags), "forceDestroy", true);
        addSettings();
        add(LOG_GROUP, Map.of("name", "/lake/consumer", "retentionInDays", 1, "tags", tags), "retentionInDays", 3);
        add(
                "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                Map.of(
                        "name",
                        "rows",
                        "logGroupName",
                        "/lake/consumer",
                        "pattern",
                        "stored",
                        "metricTransformation",
                        Map.of("name", "rows", "namespace", "lake", "value", "$.rows")),
                "pattern",
                "failed");
        add(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                Map.of(
                        "name",
                        "late",
                        "metricName",
                        "IteratorAge",
                        "comparisonOperator",
                        "GreaterThanThreshold",
                        "evaluationPeriods",
                        1,
                        "tags",
                        tags),
                "evaluationPeriods",
                3);
        var function = add(
                FUNCTION,
                Map.of(
                        "name",
                        "consumer",
                        "handler",
                        "shop.Handler",
                        "role",
                        output(role, "arn"),
                        "code",
                        EngineDouble.archive("hash-1", "one"),
                        "memorySize",
                        256,
                        "tags",
                        tags),
                "code",
                EngineDouble.archive("hash-2", "two"));
        add(
                MAPPING,
                Map.of(
                        "eventSourceArn",
                        output(stream, "arn"),
                        "functionName",
                        output(function, "arn"),
                        "startingPosition",
                        "TRIM_HORIZON",
                        "maximumBatchingWindowInSeconds",
                        1),
                "maximumBatchingWindowInSeconds",
                7);
        addCatalogue(tags);
    }

    private void addCatalogue(Map<String, String> tags) {
        add(
                "aws:glue/catalogDatabase:CatalogDatabase",
                Map.of("name", "kinesis_lake", "tags", tags),
                "description",
                "What the lake holds");
        add(
                "aws:glue/catalogTable:CatalogTable",
                Map.of(
                        "name",
                        "events",
                        "databaseName",
                        "kinesis_lake",
                        "storageDescriptor",
                        Map.of("columns", List.of(Map.of("name", "uuid", "type", "string"))),
                        "partitionKeys",
                        List.of(Map.of("name", "section", "type", "string"))),
                "storageDescriptor",
                Map.of("columns", List.of(Map.of("name", "userid", "type", "string"))));
        add(
                "aws:athena/workgroup:Workgroup",
                Map.of("name", "readers", "forceDestroy", true, "tags", tags),
                "configuration",
                Map.of("bytesScannedCutoffPerQuery", 10_000_000));
        add(
                "aws:athena/namedQuery:NamedQuery",
                Map.of(
                        "name",
                        "Events",
                        "database",
                        "kinesis_lake",
                        "workgroup",
                        "readers",
                        "query",
                        "SELECT count(*) FROM events"),
                "query",
                "SELECT uuid FROM events");
    }

    private void addSettings() {
        add(
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                Map.of("bucket", "lake", "rules", List.of(Map.of("bucketKeyEnabled", false))),
                "rules",
                List.of(Map.of("bucketKeyEnabled", true)));
        add(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                Map.of("bucket", "lake", "versioningConfiguration", Map.of("status", "Enabled")),
                "versioningConfiguration",
                Map.of("status", "Suspended"));
        add(
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                Map.of("bucket", "lake", "blockPublicAcls", true),
                "blockPublicAcls",
                false);
        add(
                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                Map.of("bucket", "lake", "rule", Map.of("objectOwnership", "BucketOwnerEnforced")),
                "rule",
                Map.of("objectOwnership", "BucketOwnerPreferred"));
        add(
                LIFECYCLE,
                Map.of("bucket", "lake", "rules", List.of(Map.of("id", "tidy", "expiration", Map.of("days", 30)))),
                "rules",
                List.of(Map.of("id", "tidy", "expiration", Map.of("days", 60))));
        add(
                "aws:s3/bucketLoggingV2:BucketLoggingV2",
                Map.of("bucket", "lake", "targetBucket", "logs", "targetPrefix", "lake/"),
                "targetPrefix",
                "other/");
        add("aws:s3/bucketPolicy:BucketPolicy", Map.of("bucket", "lake", "policy", "{}"), "policy", "{\"a\":1}");
    }

    List<Resource> resources() {
        return resources;
    }

    Resource get(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    static String output(Resource resource, String name) {
        return resource.outputs().getFieldsOrThrow(name).getStringValue();
    }

    private Resource add(String type, Map<String, ?> properties, String changes, Object to) {
        var inputs = EngineDouble.struct(properties);
        var created = engine.create(type, inputs);
        var resource = new Resource(type, created.getId(), inputs, created.getProperties(), changes, to);
        resources.add(resource);
        return resource;
    }

    private static String policy(String service) {
        return POLICY_TEXT.formatted(service).replace("*:*", "*");
    }

    private static void writeHandler(Path folder) {
        try {
            Files.createDirectories(folder.resolve("shop"));
            Files.writeString(folder.resolve("shop/Handler.class"), folder.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Value member(Struct properties, String name) {
        return properties.getFieldsOrDefault(name, Value.getDefaultInstance());
    }
}
