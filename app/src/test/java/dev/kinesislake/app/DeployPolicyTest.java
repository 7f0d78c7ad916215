package dev.kinesislake.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.test.PulumiTest;
import dev.kinesislake.app.policy.DeployPolicy;
import dev.kinesislake.app.policy.DeployPolicy.Declared;
import dev.kinesislake.app.policy.DeployPolicy.Place;
import dev.kinesislake.app.policy.DeployPolicy.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeployPolicyTest {

    private static final Place FRANKFURT = new Place("eu-central-1", "123456789012");

    /** Of a role's inline policies together; IAM counts no white space ("IAM and AWS STS quotas"). */
    private static final int MAX_INLINE_POLICY = 10_240;

    @AfterEach
    void forget() {
        PulumiTest.cleanup();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    @DisplayName("every type that a stack declares has its actions, and all fit a role's inline policy")
    void everyType(String stack) {
        var policy = DeployPolicy.deploy(declared(stack), FRANKFURT, state());

        assertThat(policy.toJson().length()).isLessThan(MAX_INLINE_POLICY);
        assertThat(resources(policy.toJson()))
                .containsEntry("Streams", List.of("arn:aws:kinesis:eu-central-1:123456789012:stream/events-stream-*"))
                .containsEntry("Alarms", List.of("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:alarms-*"))
                .containsEntry(
                        "Catalogue",
                        List.of(
                                "arn:aws:glue:eu-central-1:123456789012:catalog",
                                "arn:aws:glue:eu-central-1:123456789012:database/kinesis_lake_*",
                                "arn:aws:glue:eu-central-1:123456789012:table/kinesis_lake_*/*",
                                "arn:aws:glue:eu-central-1:123456789012:userDefinedFunction/kinesis_lake_*/*"))
                .containsEntry(
                        "Workgroups",
                        List.of("arn:aws:athena:eu-central-1:123456789012:workgroup/catalogue-workgroup-*"))
                .containsEntry(
                        "Roles",
                        List.of(
                                "arn:aws:iam::123456789012:role/consumer-role-*",
                                "arn:aws:iam::123456789012:role/sealing-role-*",
                                "arn:aws:iam::123456789012:role/sealing-schedule-role-*"))
                .containsEntry("Code", List.of("arn:aws:s3:::lake-bucket-*/functions/*"))
                .containsEntry(
                        "Schedules",
                        List.of("arn:aws:scheduler:eu-central-1:123456789012:schedule/default/sealing-schedule-*"))
                .containsEntry(
                        "Policies",
                        List.of(
                                "arn:aws:iam::123456789012:policy/eraser-policy-*",
                                "arn:aws:iam::123456789012:policy/events-producer-*"));
    }

    @Test
    @DisplayName("contents are deleted only where the stack says that its buckets may be")
    void contents() {
        assertThat(resources(DeployPolicy.deploy(declared("dev"), FRANKFURT, Optional.empty())
                                .toJson())
                        .get("BucketContents"))
                .containsExactly(
                        "arn:aws:s3:::access-logs-bucket-*/*",
                        "arn:aws:s3:::failed-bucket-*/*",
                        "arn:aws:s3:::lake-bucket-*/*");
        assertThat(resources(DeployPolicy.deploy(declared("prod"), FRANKFURT, Optional.empty())
                        .toJson()))
                .doesNotContainKey("BucketContents");
    }

    @Test
    @DisplayName("a preview reads the state and nothing else")
    void preview() {
        assertThat(DeployPolicy.preview(FRANKFURT, state().orElseThrow()).toJson())
                .isEqualTo("""
                {"Version":"2012-10-17","Statement":[\
                {"Sid":"ListState","Effect":"Allow","Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::states"]},\
                {"Sid":"State","Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::states/*"]},\
                {"Sid":"StateSecrets","Effect":"Allow","Action":["kms:Decrypt"],"Resource":["arn:aws:kms:eu-central-1:123456789012:key/1"]}]}""");
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "us-west-2, aws"})
    void eachPartitionHasItsOwnArns(String region, String partition) {
        var policy = DeployPolicy.deploy(declared("dev"), new Place(region, "*"), Optional.empty());

        assertThat(resources(policy.toJson()).get("Streams"))
                .containsExactly("arn:" + partition + ":kinesis:" + region + ":*:stream/events-stream-*");
    }

    @Test
    void aTypeWithoutActionsIsRefused() {
        var unknown = List.of(new Declared("aws:sqs/queue:Queue", "queue", false));
        assertThatThrownBy(() -> DeployPolicy.deploy(unknown, FRANKFURT, Optional.empty()))
                .hasMessage("DeployPolicy has no actions for aws:sqs/queue:Queue");
    }

    private static Optional<State> state() {
        return Optional.of(new State("states", Optional.of("arn:aws:kms:eu-central-1:123456789012:key/1")));
    }

    @Test
    @DisplayName("A stack that hashes deploys a secret, and never its value; all still fit one inline policy")
    void secret() {
        var hashes = Map.of("kinesis-lake:personal", "{\"payload.email_id\":\"hash\"}");
        var policy =
                DeployPolicy.deploy(declared("dev", hashes), FRANKFURT, state()).toJson();

        assertThat(policy.length()).isLessThan(MAX_INLINE_POLICY);
        assertThat(policy).doesNotContain("SecretValue");
        assertThat(resources(policy))
                .containsEntry(
                        "Secrets",
                        List.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:personal-key-secret-*"));
    }

    private static List<Declared> declared(String stack) {
        return declared(stack, Map.of());
    }

    private static List<Declared> declared(String stack, Map<String, String> changes) {
        var aws = new MockAws();
        aws.deploy(stack, Stacks.with(stack, changes));
        return aws.all().stream()
                .filter(resource -> resource.type().startsWith("aws:"))
                .map(resource -> new Declared(
                        resource.type(),
                        resource.name(),
                        Boolean.TRUE.equals(resource.inputs().get("forceDestroy"))))
                .toList();
    }

    private static Map<String, List<String>> resources(String policy) {
        var resources = new TreeMap<String, List<String>>();
        for (var element : JsonParser.parseString(policy).getAsJsonObject().getAsJsonArray("Statement")) {
            JsonObject statement = element.getAsJsonObject();
            resources.put(
                    statement.get("Sid").getAsString(),
                    statement.getAsJsonArray("Resource").asList().stream()
                            .map(each -> each.getAsString())
                            .toList());
        }
        return resources;
    }
}
