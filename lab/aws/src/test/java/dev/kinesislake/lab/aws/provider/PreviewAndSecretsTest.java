package dev.kinesislake.lab.aws.provider;

import static dev.kinesislake.lab.aws.provider.DeclaredStack.FUNCTION;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.MAPPING;
import static dev.kinesislake.lab.aws.provider.DeclaredStack.STREAM;
import static dev.kinesislake.lab.aws.provider.EngineDouble.UNKNOWN;
import static dev.kinesislake.lab.aws.provider.EngineDouble.archive;
import static dev.kinesislake.lab.aws.provider.EngineDouble.secret;
import static dev.kinesislake.lab.aws.provider.EngineDouble.struct;
import static dev.kinesislake.lab.aws.provider.EngineDouble.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.InvokeRequest;

class PreviewAndSecretsTest {

    private static final Map<String, ?> STREAM_INPUTS =
            Map.of("name", "events", "shardCount", 1, "tags", Map.of("stack", "local"));

    private static final Map<String, String> RESOURCE_REFERENCE =
            Map.of("4dabf18193072939515e22adb298388d", "5cf8f73096256a8f31e491e813e4eb8e");

    private final EngineDouble engine;

    PreviewAndSecretsTest(@TempDir Path temp) {
        engine = new EngineDouble(temp.resolve("aws"), temp);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aPreviewMakesNothingAndLeavesOpenWhatOnlyAwsKnows() {
        var inputs = struct(STREAM_INPUTS);

        assertThat(engine.preview(STREAM, with(inputs, "__defaults", "name")))
                .isEqualTo(CreateResponse.newBuilder()
                        .setProperties(with(with(inputs, "arn", UNKNOWN), "tagsAll", Map.of("stack", "local")))
                        .build());
        assertThat(engine.aws().account().streams().list()).isEmpty();
    }

    @Test
    void aPreviewGetsAlongWithInputsThatAreNotKnownYet() {
        var inputs = struct(Map.of(
                "eventSourceArn", UNKNOWN, "functionName", UNKNOWN, "destinationConfig", Map.of("onFailure", UNKNOWN)));

        var outputs = engine.preview(MAPPING, inputs).getProperties();

        assertThat(outputs.getFieldsMap()).containsAllEntriesOf(inputs.getFieldsMap());
        assertThat(engine.aws().account().mappings()).isEmpty();
    }

    @Test
    void aPreviewOfNewCodeKnowsTheArnAndNotTheHash() {
        var inputs = struct(Map.of("name", "consumer", "code", archive("one")));
        var made = with(with(inputs, "arn", "arn"), "tagsAll", Map.of());
        made = with(with(made, "version", "$LATEST"), "qualifiedArn", "arn:$LATEST");
        var outputs = made;
        var previewed = with(made, "code", archive("two", "built"));
        for (var changes : List.of("codeSha256", "sourceCodeSize")) {
            outputs = with(outputs, changes, "of one");
            previewed = with(previewed, changes, UNKNOWN);
        }

        assertThat(engine.update(FUNCTION, "consumer", outputs, with(inputs, "code", archive("two", "built")), true))
                .isEqualTo(previewed);
    }

    @Test
    void secretsGoBackAsSecretsAndAreUsedInTheClear() {
        var inputs = struct(Map.of(
                "name",
                "events",
                "shardCount",
                secret(1),
                "retentionPeriod",
                24,
                "tags",
                secret(Map.of("key", "word"))));
        var created = engine.create(STREAM, inputs);

        assertThat(created.getProperties())
                .isEqualTo(with(with(inputs, "arn", created.getId()), "tagsAll", secret(Map.of("key", "word"))));
        assertThat(engine.aws().account().streams().describe("events").shards()).hasSize(1);

        var read = engine.read(STREAM, created.getId(), inputs);
        assertThat(read.getInputs()).isEqualTo(inputs);
        assertThat(read.getProperties()).isEqualTo(created.getProperties());
    }

    @Test
    void aSecretThatSomebodyChangedIsReadAsASecretToo() {
        var inputs = struct(Map.of("name", "events", "shardCount", secret(1)));
        var id = engine.create(STREAM, inputs).getId();
        var streams = engine.aws().account().streams();

        streams.update(streams.describe("events").settings().withShardCount(2));

        assertThat(engine.read(STREAM, id, inputs).getInputs()).isEqualTo(with(inputs, "shardCount", secret(2)));
    }

    @Test
    void theRegionHasToBeTheLocalOne() {
        assertThat(configure("eu-central-1"))
                .isEqualTo(ConfigureResponse.newBuilder()
                        .setAcceptSecrets(true)
                        .setSupportsPreview(true)
                        .build());
        assertThatThrownBy(() -> configure("us-east-1"))
                .hasMessageEndingWith("aws:region is us-east-1, but the local AWS is eu-central-1: `pulumi config set"
                        + " aws:region eu-central-1`, or start it with ./lake serve -c aws:region=us-east-1");
    }

    @Test
    void whatTheLocalAwsDoesNotHaveIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> engine.provider()
                        .invoke(InvokeRequest.newBuilder()
                                .setTok("aws:ec2/getAmi:getAmi")
                                .build()))
                .hasMessageEndingWith("the local AWS has no function aws:ec2/getAmi:getAmi, nor any other");
        assertThatThrownBy(() -> engine.create(FUNCTION, struct(Map.of("code", RESOURCE_REFERENCE))))
                .hasMessageEndingWith(
                        "a value with the signature 5cf8f73096256a8f31e491e813e4eb8e: allowed are secrets, files and"
                                + " archives of folders");
    }

    @Test
    void theEngineLearnsTheVersionThatTheProgramIsCompiledAgainst() {
        assertThat(engine.provider().getPluginInfo(Empty.getDefaultInstance()).getVersion())
                .matches("6\\.\\d+\\.\\d+");
    }

    private ConfigureResponse configure(String region) {
        return engine.provider()
                .configure(ConfigureRequest.newBuilder()
                        .setArgs(struct(Map.of("region", region)))
                        .build());
    }
}
