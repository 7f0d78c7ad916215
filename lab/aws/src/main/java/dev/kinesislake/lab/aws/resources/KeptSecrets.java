package dev.kinesislake.lab.aws.resources;

/** {@code aws:secretsmanager/secret:Secret}: a secret, whose value comes from elsewhere. Its id is its ARN. */
final class KeptSecrets implements ResourceType {

    static final String TYPE = "aws:secretsmanager/secret:Secret";

    /** Always the same one, so that a value is found again in the next run; AWS's is random. */
    private static final String SUFFIX = "-000000";

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(512), "arn", "replicas", "tagsAll").replacedBy("namePrefix");

    private final Account account;

    KeptSecrets(Account account) {
        this.account = account;
    }

    static String arn(Account account, Inputs inputs) {
        return account.arn("secretsmanager", "secret:" + account.nameOf(inputs, "name") + SUFFIX);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var arn = arn(account, inputs);
        if (account.existing().find(TYPE, arn) != null) {
            throw new ResourceException(inputs, "ResourceExistsException: there is a secret " + arn + " already");
        }
        account.secrets().secrets().add(arn);
        return made(arn, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        account.secrets().secrets().delete(id);
    }

    private Made made(String arn, Inputs inputs) {
        return Made.of(arn, inputs)
                .withInput("name", account.nameOf(inputs, "name"))
                .with("arn", arn)
                .with("tagsAll", inputs.object("tags").all());
    }
}
