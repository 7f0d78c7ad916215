package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.PolicyDocument;

/** The two kinds of identity policies. */
final class Policies {

    private final Account account;

    Policies(Account account) {
        this.account = account;
    }

    /** {@code aws:iam/policy:Policy}: for others to attach. */
    Made managed(Inputs inputs) {
        PolicyDocument.parse(inputs.requiredText("policy"));
        var name = account.nameOf(inputs, "name");
        var arn = "arn:aws:iam::" + Account.ID + ":policy/" + name;
        return Made.of(arn, inputs).with("name", name).with("arn", arn);
    }

    /** {@code aws:iam/rolePolicy:RolePolicy}: what a role may do, from now on. */
    Made inline(Inputs inputs) {
        var roleName = inputs.requiredText("role");
        var role = account.rolesByArn().values().stream()
                .filter(each -> each.name().equals(roleName))
                .findFirst()
                .orElseThrow(() -> new ResourceException(inputs, "there is no role " + roleName));
        var name = account.nameOf(inputs, "name");
        role.putPolicy(name, PolicyDocument.parse(inputs.requiredText("policy")));
        return Made.of(roleName + ":" + name, inputs).with("name", name);
    }
}
