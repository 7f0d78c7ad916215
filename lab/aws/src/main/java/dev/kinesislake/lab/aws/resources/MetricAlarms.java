package dev.kinesislake.lab.aws.resources;

/**
 * {@code aws:cloudwatch/metricAlarm:MetricAlarm}. There are no metrics here, so it never goes off; it is kept, and has no other effect.
 * Its id is its name.
 */
final class MetricAlarms implements ResourceType {

    static final String TYPE = "aws:cloudwatch/metricAlarm:MetricAlarm";

    private static final Shape SHAPE = Shape.named(Naming.upTo(255), "arn", "tagsAll");

    private final Account account;

    MetricAlarms(Account account) {
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

    private Made made(String name, Inputs inputs) {
        inputs.requiredText("comparisonOperator");
        inputs.requiredNumber("evaluationPeriods");
        if (inputs.all().containsKey("metricName") == inputs.all().containsKey("metricQueries")) {
            throw new ResourceException(inputs, "either metricName or metricQueries has to be set");
        }
        return Made.of(name, inputs)
                .withInput("name", name)
                .with("arn", account.arn("cloudwatch", "alarm:" + name))
                .with("tagsAll", inputs.object("tags").all());
    }
}
