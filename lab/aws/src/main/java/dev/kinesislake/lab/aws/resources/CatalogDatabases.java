package dev.kinesislake.lab.aws.resources;

import org.jspecify.annotations.Nullable;

/** {@code aws:glue/catalogDatabase:CatalogDatabase}: a name for tables, which go with it. Its id is the account's and its name. */
final class CatalogDatabases implements ResourceType {

    static final String TYPE = "aws:glue/catalogDatabase:CatalogDatabase";

    private static final Shape SHAPE = Shape.named(new Naming("name", 255, true), "arn", "catalogId", "tagsAll")
            .replacedBy("catalogId");

    private final Account account;

    CatalogDatabases(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        if (account.existing().find(TYPE, id(name)) != null) {
            throw new ResourceException(inputs, "AlreadyExistsException: there is a database " + name + " already");
        }
        // One that an earlier run left is taken over with its tables, as buckets are with their objects.
        if (!account.catalog().hasDatabase(name)) {
            account.catalog().createDatabase(GlueInput.of(inputs, name));
        }
        return made(name, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(String.valueOf(current.inputs().get("name")), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        account.catalog().deleteDatabase(name(id));
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.catalog().hasDatabase(name(made.id())) ? made : null;
    }

    /** As the provider makes an id. */
    static String id(String database) {
        return Account.ID + ":" + database;
    }

    private static String name(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    private Made made(String name, Inputs inputs) {
        return Made.of(id(name), inputs)
                .withInput("name", name)
                .with("arn", account.arn("glue", "database/" + name))
                .with("catalogId", Account.ID)
                .with("tagsAll", inputs.object("tags").all());
    }
}
