package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.PolicyDocument;
import org.jspecify.annotations.Nullable;

/**
 * {@code aws:iam/rolePolicyAttachment:RolePolicyAttachment}: a managed policy that a role has, from now on. Its id is
 * {@code <role>/<policy's ARN>}. The role keeps the policy under the ARN, which no inline policy can have for a name.
 */
final class RolePolicyAttachments implements ResourceType {

    private static final Shape SHAPE = Shape.unnamed().replacedBy("role", "policyArn");

    private final Account account;

    RolePolicyAttachments(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var roleName = inputs.requiredText("role");
        var role = account.requireRole(inputs, roleName);
        var arn = inputs.requiredText("policyArn");
        var policy = account.existing().find(ManagedPolicies.TYPE, arn);
        if (policy == null) {
            throw new ResourceException(inputs, "there is no policy " + arn);
        }
        role.putPolicy(arn, PolicyDocument.parse(String.valueOf(policy.inputs().get("policy"))));
        return Made.of(roleName + "/" + arn, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return create(inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        RolesPolicy.of(id, '/').removeFrom(account);
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return RolesPolicy.of(made.id(), '/').isIn(account) ? made : null;
    }
}
