package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.Role;

/** {@code aws:iam/role:Role}. Its id is its name. */
final class Roles implements ResourceType {

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(64), "arn", "tagsAll").replacedBy("namePrefix", "path");

    private final Account account;

    Roles(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        if (account.roleNamed(name) != null) {
            throw new ResourceException(inputs, "EntityAlreadyExists: there is a role " + name + " already");
        }
        var role = new Role(
                name,
                "arn:aws:iam::" + Account.ID + ":role" + inputs.text("path").orElse("/") + name);
        account.rolesByArn().put(role.arn(), role);
        return made(role, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(account.requireRole(inputs, current.id()), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        var role = account.requireRole(inputs, id);
        var policies = role.policyNames();
        if (!policies.isEmpty() && !inputs.flag("forceDetachPolicies")) {
            throw new ResourceException(inputs, "DeleteConflict: the role has policies, which go first: " + policies);
        }
        policies.forEach(role::removePolicy);
        account.rolesByArn().remove(role.arn());
    }

    private static Made made(Role role, Inputs inputs) {
        return Made.of(role.name(), inputs)
                .withInput("name", role.name())
                .with("arn", role.arn())
                .with("tagsAll", inputs.object("tags").all());
    }
}
