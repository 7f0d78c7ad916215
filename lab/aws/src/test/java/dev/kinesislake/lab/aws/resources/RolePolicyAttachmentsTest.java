package dev.kinesislake.lab.aws.resources;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.iam.Role;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolePolicyAttachmentsTest {

    private static final String POLICY = "aws:iam/policy:Policy";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    private static final String POLICY_ARN = "arn:aws:iam::000000000000:policy/put";
    private static final String ATTACHMENT_ID = "producer/" + POLICY_ARN;
    private static final String STREAM = "arn:aws:kinesis:eu-central-1:000000000000:stream/events";

    private static final Map<String, Object> POLICY_INPUTS = allowing("kinesis:PutRecords");
    private static final Map<String, Object> ROLE_INPUTS = Map.of(
            "name",
            "producer",
            "assumeRolePolicy",
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},"
                    + "\"Action\":\"sts:AssumeRole\"}]}");
    private static final Map<String, Object> ATTACHMENT_INPUTS = Map.of("role", "producer", "policyArn", POLICY_ARN);

    private final LocalAws aws;
    private final ResourceTable table;

    RolePolicyAttachmentsTest(@TempDir Path folder) {
        aws = LocalAws.start(LocalAws.Options.in(folder, Path.of(""), "eu-central-1", "local"));
        table = aws.resources();
    }

    @BeforeEach
    void makePolicyAndRole() {
        table.create(POLICY, "put", POLICY_INPUTS);
        table.create(ROLE, "producer", ROLE_INPUTS);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aRoleMayDoWhatItsAttachedPolicyAllowsUntilItIsDetached() {
        assertThat(role().allows("kinesis:PutRecords", STREAM)).isFalse();

        assertThat(table.create(ATTACHMENT, "attachment", ATTACHMENT_INPUTS))
                .isEqualTo(new Made(ATTACHMENT_ID, ATTACHMENT_INPUTS, Map.of()));
        assertThat(role().allows("kinesis:PutRecords", STREAM)).isTrue();
        assertThat(role().allows("kinesis:GetRecords", STREAM)).isFalse();

        table.delete(ATTACHMENT, "attachment", ATTACHMENT_ID, ATTACHMENT_INPUTS);
        assertThat(role().allows("kinesis:PutRecords", STREAM)).isFalse();
    }

    @Test
    void aChangedPolicyChangesWhatTheRoleMayDo() {
        table.create(ATTACHMENT, "attachment", ATTACHMENT_INPUTS);

        table.update(POLICY, "put", POLICY_ARN, allowing("kinesis:PutRecord"));

        assertThat(role().allows("kinesis:PutRecord", STREAM)).isTrue();
        assertThat(role().allows("kinesis:PutRecords", STREAM)).isFalse();
    }

    @Test
    void whatIsAttachedIsNotDeleted() {
        table.create(ATTACHMENT, "attachment", ATTACHMENT_INPUTS);

        assertThatThrownBy(() -> table.delete(POLICY, "put", POLICY_ARN, POLICY_INPUTS))
                .hasMessage(
                        "aws:iam/policy:Policy put: DeleteConflict: the policy is attached to roles, which go first:"
                                + " [arn:aws:iam::000000000000:role/producer]");
        assertThatThrownBy(() -> table.delete(ROLE, "producer", "producer", ROLE_INPUTS))
                .hasMessage("aws:iam/role:Role producer: DeleteConflict: the role has policies, which go first: ["
                        + POLICY_ARN + "]");
    }

    @Test
    void aDetachedPolicyIsNotThereAnyMore() {
        table.create(ATTACHMENT, "attachment", ATTACHMENT_INPUTS);
        assertThat(table.read(ATTACHMENT, "attachment", ATTACHMENT_ID)).isNotNull();

        role().removePolicy(POLICY_ARN);

        assertThat(table.read(ATTACHMENT, "attachment", ATTACHMENT_ID)).isNull();
    }

    @Test
    void neitherRoleNorPolicyMayBeMissing() {
        assertThatThrownBy(
                        () -> table.create(ATTACHMENT, "attachment", Map.of("role", "nobody", "policyArn", POLICY_ARN)))
                .hasMessage(ATTACHMENT + " attachment: there is no role nobody");
        assertThatThrownBy(() ->
                        table.create(ATTACHMENT, "attachment", Map.of("role", "producer", "policyArn", "nothing")))
                .hasMessage(ATTACHMENT + " attachment: there is no policy nothing");
    }

    private Role role() {
        return requireNonNull(aws.account().rolesByArn().get("arn:aws:iam::000000000000:role/producer"));
    }

    private static Map<String, Object> allowing(String action) {
        return Map.of(
                "name",
                "put",
                "policy",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                        + "\",\"Resource\":\"" + STREAM + "\"}]}");
    }
}
