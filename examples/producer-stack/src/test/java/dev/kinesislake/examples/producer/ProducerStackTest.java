package dev.kinesislake.examples.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProducerStackTest {

    private static final String LAKE = "organization/kinesis-lake/dev";
    private static final String POLICY = "arn:aws:iam::000000000000:policy/events-producer-1a2b3c4";
    private static final Map<String, Object> OUTPUTS =
            Map.of("streamName", "events-stream-1a2b3c4", "region", "eu-central-1", "producerPolicyArn", POLICY);

    private final Map<String, Map<String, Object>> declared = new ConcurrentHashMap<>();

    @AfterEach
    void cleanup() {
        PulumiTest.cleanup();
    }

    @Test
    void theRoleHasThePolicyOfTheLakesStackAndNoOther() {
        deploy(OUTPUTS).throwOnError();
        assertThat(declared.keySet())
                .containsExactlyInAnyOrder(
                        "pulumi:pulumi:StackReference " + LAKE,
                        "aws:iam/role:Role producer-role",
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment producer-policy");
        assertThat(declared)
                .containsEntry(
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment producer-policy",
                        Map.of("role", "producer-role-1a2b3c4", "policyArn", POLICY));
    }

    @Test
    void onlyTasksOfEcsMayAssumeTheRole() {
        deploy(OUTPUTS).throwOnError();
        assertThat(declared).hasEntrySatisfying("aws:iam/role:Role producer-role", role -> {
            assertThat(role).containsOnlyKeys("assumeRolePolicy");
            assertThat(JsonParser.parseString((String) role.get("assumeRolePolicy")))
                    .isEqualTo(JsonParser.parseString("{'Version':'2012-10-17','Statement':[{'Sid':'AssumeAsTask',"
                            + "'Effect':'Allow','Principal':{'Service':'ecs-tasks.amazonaws.com'},"
                            + "'Action':'sts:AssumeRole'}]}"));
        });
    }

    @Test
    void theOutputsAreWhatAProducerIsStartedWith() {
        var outputs = new HashMap<String, Object>();
        deploy(OUTPUTS)
                .throwOnError()
                .outputs()
                .forEach((name, output) -> outputs.put(name, PulumiTest.extractValue(output)));
        assertThat(outputs)
                .isEqualTo(Map.of(
                        "roleArn", "arn:aws:iam::000000000000:role/producer-role-1a2b3c4",
                        "streamName", "events-stream-1a2b3c4",
                        "region", "eu-central-1"));
    }

    @Test
    void aStackWithoutThePolicyIsRefusedByTheOutputsName() {
        var result = deploy(Map.of("streamName", "events", "region", "eu-central-1"));
        assertThat(result.errors()).anySatisfy(error -> assertThat(error).contains("producerPolicyArn", LAKE));
    }

    private TestResult deploy(Map<String, Object> lakeOutputs) {
        return PulumiTest.withMocks(new Aws(lakeOutputs)).runTest(ctx -> ProducerStack.define(ctx, LAKE));
    }

    /** Makes whatever is declared, and has one lake with these outputs. */
    private final class Aws implements Mocks {

        private final Map<String, Object> lakeOutputs;

        Aws(Map<String, Object> lakeOutputs) {
            this.lakeOutputs = lakeOutputs;
        }

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            declared.put(args.type + " " + args.name, Map.copyOf(args.inputs));
            var state = new HashMap<>(args.inputs);
            if (args.type.equals("pulumi:pulumi:StackReference")) {
                state.put("outputs", lakeOutputs);
                state.put("secretOutputNames", List.of());
            } else {
                state.putIfAbsent("name", args.name + "-1a2b3c4");
                state.put("arn", "arn:aws:iam::000000000000:role/" + args.name + "-1a2b3c4");
            }
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name), state));
        }
    }
}
