package dev.kinesislake.lab.aws.resources;

/**
 * {@code aws:athena/workgroup:Workgroup}. Nothing here runs queries; it is kept with its saved queries, and has no other effect. Its id
 * is its name.
 */
final class Workgroups implements ResourceType {

    static final String TYPE = "aws:athena/workgroup:Workgroup";

    /** Athena API, "WorkGroupConfiguration". */
    private static final int MIN_SCAN_LIMIT_BYTES = 10_000_000;

    private static final Shape SHAPE = Shape.named(Naming.upTo(128), "arn", "tagsAll");

    private final Account account;

    Workgroups(Account account) {
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
            throw new ResourceException(inputs, "InvalidRequestException: there is a workgroup " + name + " already");
        }
        return made(name, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        var isEmpty = account.existing().ids(NamedQueries.TYPE).stream()
                .map(query -> account.existing().find(NamedQueries.TYPE, query))
                .noneMatch(query -> query != null && id.equals(query.inputs().get(NamedQueries.WORKGROUP)));
        if (!isEmpty && !inputs.flag("forceDestroy")) {
            throw new ResourceException(inputs, "InvalidRequestException: the workgroup " + id + " is not empty");
        }
    }

    private Made made(String name, Inputs inputs) {
        inputs.object("configuration")
                .number("bytesScannedCutoffPerQuery")
                .filter(bytes -> bytes < MIN_SCAN_LIMIT_BYTES)
                .ifPresent(bytes -> {
                    throw new ResourceException(
                            inputs,
                            "InvalidRequestException: bytesScannedCutoffPerQuery is " + bytes + ", allowed is "
                                    + MIN_SCAN_LIMIT_BYTES + " or more");
                });
        return Made.of(name, inputs)
                .withInput("name", name)
                .with("arn", account.arn("athena", "workgroup/" + name))
                .with("tagsAll", inputs.object("tags").all());
    }
}
