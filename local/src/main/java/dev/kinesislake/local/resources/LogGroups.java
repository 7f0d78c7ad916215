package dev.kinesislake.local.resources;

/** {@code aws:cloudwatch/logGroup:LogGroup}: a folder of log streams. They stay until somebody deletes them. */
final class LogGroups implements ResourceType {

    private final Account account;

    LogGroups(Account account) {
        this.account = account;
    }

    @Override
    public Made make(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        return Made.of(name, inputs).with("name", name).with("arn", account.arn("logs", "log-group:" + name));
    }
}
