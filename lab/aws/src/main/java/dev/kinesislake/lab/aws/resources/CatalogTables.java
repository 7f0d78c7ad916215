package dev.kinesislake.lab.aws.resources;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code aws:glue/catalogTable:CatalogTable}: kept as declared, and in the data catalog for Glue's clients. What those change in a
 * declared table isn't read back. Its id is the database's and its name.
 */
final class CatalogTables implements ResourceType {

    static final String TYPE = "aws:glue/catalogTable:CatalogTable";

    private static final String DATABASE = "databaseName";

    private static final Shape SHAPE = Shape.named(new Naming("name", 255, true), "arn", "catalogId")
            .replacedBy("catalogId", DATABASE, "partitionIndices");

    private final Account account;

    CatalogTables(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var made = made(account.nameOf(inputs, "name"), inputs);
        if (account.existing().find(TYPE, made.id()) != null) {
            throw new ResourceException(inputs, "AlreadyExistsException: there is a table " + made.id() + " already");
        }
        put(made, inputs);
        return made;
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        var made = made(name(current), inputs);
        put(made, inputs);
        return made;
    }

    @Override
    public void delete(String id, Inputs inputs) {
        var database = inputs.requiredText(DATABASE);
        var name = id.substring(id.lastIndexOf(':') + 1);
        if (account.catalog().hasTable(database, name)) {
            account.catalog().deleteTable(database, name);
        }
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.catalog().hasTable(String.valueOf(made.inputs().get(DATABASE)), name(made)) ? made : null;
    }

    /** Over one that an earlier run left. */
    private void put(Made made, Inputs inputs) {
        var database = inputs.requiredText(DATABASE);
        var input = GlueInput.of(inputs, name(made));
        if (account.catalog().hasTable(database, name(made))) {
            account.catalog().updateTable(database, input, "");
        } else {
            account.catalog().createTable(database, input);
        }
    }

    private static String name(Made made) {
        return String.valueOf(made.inputs().get("name"));
    }

    private Made made(String name, Inputs inputs) {
        var database = inputs.requiredText(DATABASE);
        if (!hasDatabase(database)) {
            throw new ResourceException(inputs, "EntityNotFoundException: there is no database " + database);
        }
        checkColumns(inputs);
        return Made.of(CatalogDatabases.id(database) + ":" + name, inputs)
                .withInput("name", name)
                .with("arn", account.arn("glue", "table/" + database + "/" + name))
                .with("catalogId", Account.ID);
    }

    private boolean hasDatabase(String name) {
        return account.catalog().hasDatabase(name);
    }

    /** A name is there once, and a partition's column isn't one of the files'. */
    private static void checkColumns(Inputs inputs) {
        var names = new HashSet<String>();
        for (var columns : new Object[] {
            inputs.object("storageDescriptor").all().get("columns"),
            inputs.all().get("partitionKeys")
        }) {
            for (var column : columns instanceof List<?> list ? list : List.of()) {
                var name = column instanceof Map<?, ?> members ? String.valueOf(members.get("name")) : "";
                if (name.isEmpty() || !names.add(name)) {
                    throw new ResourceException(
                            inputs, "InvalidInputException: the column '" + name + "' is there twice, or has no name");
                }
            }
        }
    }
}
