package dev.kinesislake.examples.producer;

import com.pulumi.Context;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.StackReference;

/**
 * A producer that runs as tasks of Amazon ECS: the role of its tasks, which may put records onto the lake's stream and do nothing else,
 * and where that stream is. The lake's stack offers the policy and knows nothing of who attaches it.
 */
final class ProducerStack {

    /** Amazon ECS Developer Guide, "Amazon ECS task IAM role". */
    private static final String ASSUMED_BY_TASKS = """
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Sid": "AssumeAsTask",
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole"
              }]
            }
            """;

    private ProducerStack() {}

    /**
     * Defines the stack.
     *
     * @param lakeStack the lake's stack, such as {@code organization/kinesis-lake/dev}; one that has no such outputs makes Pulumi
     *     refuse, with the missing output's name
     */
    static void define(Context ctx, String lakeStack) {
        var lake = new StackReference(lakeStack);
        var role = new Role(
                "producer-role",
                RoleArgs.builder().assumeRolePolicy(ASSUMED_BY_TASKS).build());
        new RolePolicyAttachment(
                "producer-policy",
                RolePolicyAttachmentArgs.builder()
                        .role(role.name())
                        .policyArn(text(lake, "producerPolicyArn"))
                        .build());
        ctx.export("roleArn", role.arn());
        ctx.export("streamName", text(lake, "streamName"));
        ctx.export("region", text(lake, "region"));
    }

    private static Output<String> text(StackReference lake, String output) {
        return lake.requireOutput(output).applyValue(String.class::cast);
    }
}
