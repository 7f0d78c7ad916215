package dev.kinesislake.lab.aws.resources;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code aws:athena/namedQuery:NamedQuery}: kept as long as its workgroup is there. Athena chooses its id. */
final class NamedQueries implements ResourceType {

    static final String TYPE = "aws:athena/namedQuery:NamedQuery";

    static final String WORKGROUP = "workgroup";

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(128)).replacedBy("database", "description", "query", WORKGROUP);

    private final Account account;

    NamedQueries(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        return made(UUID.randomUUID().toString(), inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        // Nothing but what the table of resources remembers.
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return hasWorkgroup(String.valueOf(made.inputs().getOrDefault(WORKGROUP, "primary"))) ? made : null;
    }

    private Made made(String id, Inputs inputs) {
        inputs.requiredText("database");
        inputs.requiredText("query");
        var workgroup = inputs.text(WORKGROUP).orElse("primary");
        if (!hasWorkgroup(workgroup)) {
            throw new ResourceException(inputs, "InvalidRequestException: there is no workgroup " + workgroup);
        }
        return Made.of(id, inputs).withInput("name", account.nameOf(inputs, "name"));
    }

    private boolean hasWorkgroup(String name) {
        return account.existing().find(Workgroups.TYPE, name) != null;
    }
}
