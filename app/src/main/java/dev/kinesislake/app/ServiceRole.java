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

/** A role that a service of AWS acts as. It may do nothing until {@link #allow}. */
final class ServiceRole extends ComponentResource {

    private final String name;
    private final Role role;

    private ServiceRole(
            String type, String name, String description, Output<PolicyDocument> trust, Map<String, String> tags) {
        super("kinesis-lake:app:" + type, name);
        this.name = name;
        role = new Role(
                name,
                RoleArgs.builder()
                        .description(description)
                        .assumeRolePolicy(trust.applyValue(PolicyDocument::toJson))
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
        registerOutputs(Map.of("arn", arn()));
    }

    /** Execution role of the function that stores events, and of its event source mapping. */
    static ServiceRole ofConsumer(String name, Map<String, String> tags) {
        return new ServiceRole(
                "ConsumerRole",
                name,
                "Reads the stream, and writes the lake, the failed bucket and a log",
                Output.of(Policies.assumedByLambda()),
                tags);
    }

    /** Execution role of the function that seals hours. */
    static ServiceRole ofSealing(String name, Map<String, String> tags) {
        return new ServiceRole(
                "SealingRole",
                name,
                "Reads the lake, and writes the table of sealed hours and a log",
                Output.of(Policies.assumedByLambda()),
                tags);
    }

    /** Of a schedule in an account. */
    static ServiceRole ofSchedule(String name, Output<String> account, Map<String, String> tags) {
        return new ServiceRole(
                "ScheduleRole",
                name,
                "Invokes the function that seals hours",
                account.applyValue(Policies::assumedByScheduler),
                tags);
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
