package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.PolicyDocument;

/** {@code aws:iam/policy:Policy}: for others to attach ({@link RolePolicyAttachments}). Its id is its ARN. */
final class ManagedPolicies implements ResourceType {

    static final String TYPE = "aws:iam/policy:Policy";

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(128), "arn", "tagsAll").replacedBy("namePrefix", "path", "description");

    private final Account account;

    ManagedPolicies(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        var arn = "arn:aws:iam::" + Account.ID + ":policy" + inputs.text("path").orElse("/") + name;
        if (account.existing().find(TYPE, arn) != null) {
            throw new ResourceException(inputs, "EntityAlreadyExists: there is a policy " + arn + " already");
        }
        return made(arn, name, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        var updated = made(current.id(), String.valueOf(current.inputs().get("name")), inputs);
        var policy = PolicyDocument.parse(inputs.requiredText("policy"));
        account.rolesWith(current.id()).forEach(role -> role.putPolicy(current.id(), policy));
        return updated;
    }

    @Override
    public void delete(String id, Inputs inputs) {
        var attached = account.rolesWith(id);
        if (!attached.isEmpty()) {
            throw new ResourceException(
                    inputs, "DeleteConflict: the policy is attached to roles, which go first: " + attached);
        }
    }

    private static Made made(String arn, String name, Inputs inputs) {
        PolicyDocument.parse(inputs.requiredText("policy"));
        return Made.of(arn, inputs)
                .withInput("name", name)
                .with("arn", arn)
                .with("tagsAll", inputs.object("tags").all());
    }
}
