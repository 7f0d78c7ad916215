package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import java.io.IOException;

/** {@code aws:cloudwatch/logGroup:LogGroup}: a folder of log streams, which go with it. Its id is its name. */
final class LogGroups implements ResourceType {

    static final String TYPE = "aws:cloudwatch/logGroup:LogGroup";

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(512), "arn", "tagsAll").replacedBy("namePrefix", "logGroupClass");

    private final Account account;

    LogGroups(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        if (account.existing().find(TYPE, name) != null) {
            throw new ResourceException(
                    inputs, "ResourceAlreadyExistsException: there is a log group " + name + " already");
        }
        return made(account.logGroup(name, Permissions.ALL), inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(account.logGroup(current.id(), Permissions.ALL), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) throws IOException {
        if (!inputs.flag("skipDestroy")) {
            FolderTree.delete(account.logGroup(id, Permissions.ALL).folder());
        }
    }

    private Made made(LogGroup group, Inputs inputs) {
        return Made.of(group.name(), inputs)
                .withInput("name", group.name())
                .with("arn", account.arn("logs", "log-group:" + group.name()))
                .with("tagsAll", inputs.object("tags").all());
    }
}
