package dev.kinesislake.app;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.kinesislake.app.policy.Policies;
import dev.kinesislake.app.policy.PolicyDocument;
import java.util.Map;

/** Execution role of the function and its event source mapping. It may do nothing until {@link #allow}. */
final class ConsumerRole extends ComponentResource {

    private final String name;
    private final Role role;

    ConsumerRole(String name, Map<String, String> tags) {
        super("kinesis-lake:app:ConsumerRole", name);
        this.name = name;
        role = new Role(
                name,
                RoleArgs.builder()
                        .description("Reads the stream, and writes the lake, the failed bucket and a log")
                        .assumeRolePolicy(Policies.assumedByLambda().toJson())
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
        registerOutputs(Map.of("arn", arn()));
    }

    Output<String> arn() {
        return role.arn();
    }

    /** Gives the role its permissions, which are part of it from then on. */
    RolePolicy allow(Output<PolicyDocument> permissions) {
        return new RolePolicy(
                name + "-policy",
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(permissions.applyValue(PolicyDocument::toJson))
                        .build(),
                CustomResourceOptions.builder().parent(role).build());
    }
}
