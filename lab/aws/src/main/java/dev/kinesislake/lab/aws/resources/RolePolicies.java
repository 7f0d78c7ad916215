package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.PolicyDocument;
import org.jspecify.annotations.Nullable;

/** {@code aws:iam/rolePolicy:RolePolicy}: what a role may do, from now on. Its id is {@code <role>:<name>}. */
final class RolePolicies implements ResourceType {

    private static final Shape SHAPE = Shape.named(Naming.upTo(128)).replacedBy("namePrefix", "role");

    private final Account account;

    RolePolicies(Account account) {
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
        var name = account.nameOf(inputs, "name");
        role.putPolicy(name, PolicyDocument.parse(inputs.requiredText("policy")));
        return Made.of(roleName + ":" + name, inputs).withInput("name", name);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return create(inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        RolesPolicy.of(id, ':').removeFrom(account);
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return RolesPolicy.of(made.id(), ':').isIn(account) ? made : null;
    }
}
