package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.Role;

/** {@code aws:iam/role:Role}. */
final class Roles implements ResourceType {

    private final Account account;

    Roles(Account account) {
        this.account = account;
    }

    @Override
    public Made make(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        var role = new Role(name, "arn:aws:iam::" + Account.ID + ":role/" + name);
        account.rolesByArn().put(role.arn(), role);
        return Made.of(name, inputs).with("name", name).with("arn", role.arn());
    }
}
