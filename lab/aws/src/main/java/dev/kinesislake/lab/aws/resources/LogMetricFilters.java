package dev.kinesislake.lab.aws.resources;

import org.jspecify.annotations.Nullable;

/**
 * {@code aws:cloudwatch/logMetricFilter:LogMetricFilter}. There are no metrics here, so it counts nothing; it is kept as long as its log
 * group is there, and has no other effect. Its id is its name.
 */
final class LogMetricFilters implements ResourceType {

    static final String TYPE = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

    private static final String LOG_GROUP = "logGroupName";

    private static final Shape SHAPE = Shape.named(Naming.upTo(512)).replacedBy(LOG_GROUP);

    private final Account account;

    LogMetricFilters(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    /** As on AWS, one that has the name already is changed. */
    @Override
    public Made create(Inputs inputs) {
        return made(account.nameOf(inputs, "name"), inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        // Nothing but what the table remembers.
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        var group = String.valueOf(made.inputs().get(LOG_GROUP));
        return account.existing().find(LogGroups.TYPE, group) == null ? null : made;
    }

    /** One that exists is imported as {@code <log group>:<name>}. */
    @Override
    public String idOf(String given) {
        return given.substring(given.indexOf(':') + 1);
    }

    private Made made(String name, Inputs inputs) {
        var group = inputs.requiredText(LOG_GROUP);
        if (account.existing().find(LogGroups.TYPE, group) == null) {
            throw new ResourceException(inputs, "ResourceNotFoundException: there is no log group " + group);
        }
        inputs.requiredText("pattern");
        for (var member : new String[] {"name", "namespace", "value"}) {
            inputs.object("metricTransformation").requiredText(member);
        }
        return Made.of(name, inputs).withInput("name", name);
    }
}
