package dev.kinesislake.app;

import com.pulumi.aws.iam.Policy;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.kinesislake.app.policy.Policies;
import java.util.List;
import java.util.Map;

/** The policy that those attach who find and erase people. Nobody has it by default. */
final class EraserPolicy extends ComponentResource {

    private final Policy policy;

    /**
     * Declares the policy.
     *
     * @param glueArns of the table, and of what it is in; none where there is no catalogue
     */
    EraserPolicy(
            String name,
            LakeBucket lake,
            LakeBucket failed,
            Consumer consumer,
            Output<List<String>> glueArns,
            Map<String, String> tags) {
        super("kinesis-lake:app:EraserPolicy", name);
        policy = new Policy(
                name + "-policy",
                PolicyArgs.builder()
                        .description("Lets somebody find and erase what the stack stores about people")
                        .policy(Output.tuple(lake.bucketArn(), failed.bucketArn(), consumer.functionArn(), glueArns)
                                .applyValue(arns -> Policies.eraser(arns.t1, arns.t2, arns.t3, arns.t4)
                                        .toJson()))
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
        registerOutputs(Map.of("arn", arn()));
    }

    Output<String> arn() {
        return policy.arn();
    }
}
