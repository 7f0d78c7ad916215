package dev.kinesislake.lab.aws.provider;

import static dev.kinesislake.lab.aws.provider.DeclaredStack.BUCKET;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.FUNCTION;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.MAPPING;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.ROLE;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.STREAM;
import static dev.kinesislake.lab.aws.provider.EngineDouble.archive;
import static dev.kinesislake.lab.aws.provider.EngineDouble.secret;
import static dev.kinesislake.lab.aws.provider.EngineDouble.struct;
import static dev.kinesislake.lab.aws.provider.EngineDouble.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;

/** What the engine asks before it does anything. */
class CheckAndDiffTest {

    private static final Struct NOTHING = Struct.getDefaultInstance();

    private final EngineDouble engine;

    CheckAndDiffTest(@TempDir Path temp) {
        engine = new EngineDouble(temp.resolve("aws"), temp);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "aws:s3/bucketV2:BucketV2,                  bucket, lake-bucket-[0-9a-f]{7}",
        "aws:kinesis/stream:Stream,                 name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:iam/role:Role,                         name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:iam/rolePolicy:RolePolicy,             name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:iam/policy:Policy,                     name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:cloudwatch/logGroup:LogGroup,          name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter, name, Lake-Bucket-[0-9a-f]{7}",
        "aws:cloudwatch/metricAlarm:MetricAlarm,    name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:lambda/function:Function,              name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:glue/catalogDatabase:CatalogDatabase,  name,   lake-bucket-[0-9a-f]{7}",
        "aws:glue/catalogTable:CatalogTable,        name,   lake-bucket-[0-9a-f]{7}",
        "aws:athena/workgroup:Workgroup,            name,   Lake-Bucket-[0-9a-f]{7}",
        "aws:athena/namedQuery:NamedQuery,          name,   Lake-Bucket-[0-9a-f]{7}",
    })
    void aNameThatTheProgramLeavesOutIsMadeFromItsOwnAndTheSeed(String type, String property, String pattern) {
        var one = engine.check(type, "Lake-Bucket", NOTHING, NOTHING, "one").getInputs();

        assertThat(one.getFieldsOrThrow(property).getStringValue()).matches(pattern);
        assertThat(engine.check(type, "Lake-Bucket", NOTHING, NOTHING, "one").getInputs())
                .isEqualTo(one);
        assertThat(engine.check(type, "Lake-Bucket", NOTHING, NOTHING, "two").getInputs())
                .isNotEqualTo(one);
    }

    @Test
    void aMadeNameStaysAndOneThatIsNoLongerGivenDoesNot() {
        var made = engine.check(ROLE, "consumer", NOTHING, NOTHING, "one").getInputs();
        var given = struct(Map.of("name", "mine"));

        assertThat(engine.check(ROLE, "consumer", made, NOTHING, "two").getInputs())
                .isEqualTo(made);
        assertThat(engine.check(ROLE, "consumer", made, given, "two").getInputs())
                .isEqualTo(given);
        assertThat(engine.check(ROLE, "consumer", given, NOTHING, "one").getInputs())
                .isEqualTo(made);
    }

    @Test
    void aNameThatGetsTooLongIsRefusedInThePreview() {
        var name = "n".repeat(57);

        assertThat(engine.check(ROLE, name, NOTHING, NOTHING, "one").getFailuresList())
                .containsExactly(CheckFailure.newBuilder()
                        .setProperty("name")
                        .setReason("the name " + name + " with a hyphen and 7 digits behind it is longer than 64, the"
                                + " most that AWS allows: give it a name")
                        .build());
    }

    @Test
    void whatStaysTheSameIsNoChange() {
        var inputs = struct(Map.of(
                "name",
                secret("consumer"),
                "tags",
                Map.of("a", "b"),
                "code",
                archive("hash", "built"),
                "memorySize",
                1));
        var elided = with(with(inputs, "code", archive("hash")), "name", "consumer");

        assertThat(engine.diff(FUNCTION, elided, with(inputs, "__defaults", List.of())))
                .isEqualTo(DiffResponse.newBuilder()
                        .setChanges(DiffChanges.DIFF_NONE)
                        .setHasDetailedDiff(true)
                        .build());
    }

    @Test
    void aChangeIsToldDownToTheMember() {
        var before = struct(Map.of(
                "code", archive("one"),
                "tags", Map.of("kept", "x", "cost center", "shop", "gone", "x"),
                "layers", List.of("a", "b"),
                "memorySize", 128));
        var after = struct(Map.of(
                "code", archive("two", "built"),
                "tags", Map.of("kept", "x", "cost center", "lake"),
                "layers", List.of("a", "c", "d"),
                "memorySize", 128,
                "timeout", 3));

        var diff = engine.diff(FUNCTION, before, after);

        assertThat(kinds(diff))
                .isEqualTo(Map.of(
                        "code", "UPDATE",
                        "tags[\"cost center\"]", "UPDATE",
                        "tags.gone", "DELETE",
                        "layers[1]", "UPDATE",
                        "layers[2]", "ADD",
                        "timeout", "ADD"));
        assertThat(diff.getDiffsList()).containsExactly("code", "layers", "tags", "timeout");
        assertThat(diff.getReplacesList()).isEmpty();
        assertThat(diff.getChanges()).isEqualTo(DiffChanges.DIFF_SOME);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:s3/bucketV2:BucketV2,                                 bucket",
        "aws:kinesis/stream:Stream,                                name",
        "aws:iam/role:Role,                                        name",
        "aws:iam/role:Role,                                        path",
        "aws:iam/rolePolicy:RolePolicy,                            name",
        "aws:iam/rolePolicy:RolePolicy,                            role",
        "aws:iam/policy:Policy,                                    name",
        "aws:iam/policy:Policy,                                    description",
        "aws:cloudwatch/logGroup:LogGroup,                         name",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter,           name",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter,           logGroupName",
        "aws:cloudwatch/metricAlarm:MetricAlarm,                   name",
        "aws:lambda/function:Function,                             name",
        "aws:lambda/function:Function,                             packageType",
        "aws:lambda/eventSourceMapping:EventSourceMapping,         eventSourceArn",
        "aws:lambda/eventSourceMapping:EventSourceMapping,         startingPosition",
        "aws:glue/catalogDatabase:CatalogDatabase,                 name",
        "aws:glue/catalogTable:CatalogTable,                       name",
        "aws:glue/catalogTable:CatalogTable,                       databaseName",
        "aws:athena/workgroup:Workgroup,                           name",
        "aws:athena/namedQuery:NamedQuery,                         query",
        "aws:athena/namedQuery:NamedQuery,                         workgroup",
        "aws:s3/bucketVersioningV2:BucketVersioningV2,             bucket",
        "aws:s3/bucketLoggingV2:BucketLoggingV2,                   bucket",
        "aws:s3/bucketPolicy:BucketPolicy,                         bucket",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls,   bucket",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock,   bucket",
        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2,                         bucket",
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2,   bucket",
    })
    void whatCanNotBeChangedInPlaceReplacesTheResource(String type, String property) {
        var diff = engine.diff(type, struct(Map.of(property, "one")), struct(Map.of(property, "two")));

        assertThat(diff.getReplacesList()).containsExactly(property);
        assertThat(kinds(diff)).isEqualTo(Map.of(property, "UPDATE_REPLACE"));
    }

    @ParameterizedTest
    @CsvSource({
        "aws:kinesis/stream:Stream,                          shardCount",
        "aws:kinesis/stream:Stream,                          retentionPeriod",
        "aws:kinesis/stream:Stream,                          streamModeDetails",
        "aws:s3/bucketV2:BucketV2,                           forceDestroy",
        "aws:s3/bucketV2:BucketV2,                           tags",
        "aws:iam/policy:Policy,                              policy",
        "aws:iam/role:Role,                                  description",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter,     metricTransformation",
        "aws:cloudwatch/metricAlarm:MetricAlarm,             metricName",
        "aws:cloudwatch/metricAlarm:MetricAlarm,             metricQueries",
        "aws:glue/catalogDatabase:CatalogDatabase,           description",
        "aws:glue/catalogTable:CatalogTable,                 storageDescriptor",
        "aws:glue/catalogTable:CatalogTable,                 parameters",
        "aws:glue/catalogTable:CatalogTable,                 partitionKeys",
        "aws:athena/workgroup:Workgroup,                     configuration",
        "aws:lambda/function:Function,                       role",
        "aws:lambda/eventSourceMapping:EventSourceMapping,   functionName",
        "aws:lambda/eventSourceMapping:EventSourceMapping,   batchSize",
        "aws:lambda/eventSourceMapping:EventSourceMapping,   metricsConfig",
        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2,   rules",
    })
    void everythingElseIsChangedInPlace(String type, String property) {
        var diff = engine.diff(type, struct(Map.of(property, "one")), struct(Map.of(property, "two")));

        assertThat(diff.getReplacesList()).isEmpty();
        assertThat(kinds(diff)).isEqualTo(Map.of(property, "UPDATE"));
    }

    @Test
    void whatIsUnknownCountsAsAnotherValue() {
        var mapping = struct(Map.of("eventSourceArn", "arn", "functionName", "arn"));
        var preview = struct(Map.of("eventSourceArn", EngineDouble.UNKNOWN, "functionName", EngineDouble.UNKNOWN));

        assertThat(kinds(engine.diff(MAPPING, mapping, preview)))
                .isEqualTo(Map.of("eventSourceArn", "UPDATE_REPLACE", "functionName", "UPDATE"));
    }

    @Test
    @DisplayName("A replacement that keeps a given name is made after the old resource is deleted, any other before")
    void replacementOrder() {
        var made = engine.check(ROLE, "consumer", NOTHING, NOTHING, "one").getInputs();
        var given = struct(Map.of("name", "mine"));

        assertThat(engine.diff(ROLE, made, with(made, "path", "/a/")).getDeleteBeforeReplace())
                .isFalse();
        assertThat(engine.diff(ROLE, given, with(given, "path", "/a/")).getDeleteBeforeReplace())
                .isTrue();
        assertThat(engine.diff(ROLE, given, with(given, "tags", Map.of("a", "b")))
                        .getDeleteBeforeReplace())
                .isFalse();
    }

    @Test
    void aTypeThatTheTableDoesNotKnowFailsThePreview() {
        assertThatThrownBy(() -> engine.check("aws:sqs/queue:Queue", "jobs", NOTHING, NOTHING, "one"))
                .hasMessageContaining("resource jobs has the type aws:sqs/queue:Queue, known here are " + "aws:");
        assertThat(engine.aws().account().streams().list()).isEmpty();
        assertThat(List.of(STREAM, BUCKET)).allSatisfy(type -> assertThat(
                        engine.check(type, "it", NOTHING, NOTHING, "one").getFailuresList())
                .isEmpty());
    }

    private static Map<String, String> kinds(DiffResponse diff) {
        var kinds = new TreeMap<String, String>();
        diff.getDetailedDiffMap()
                .forEach((path, difference) ->
                        kinds.put(path, difference.getKind().name()));
        return kinds;
    }
}
