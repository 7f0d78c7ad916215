package dev.kinesislake.lab.aws.glue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Databases and tables as Glue's API describes them. A table has a version, which each update counts up: an update that names another
 * version than the current one is refused (AWS Glue Web API Reference, "UpdateTable"). Everything is kept in a file, and outlives this
 * process as objects do.
 *
 * <p>Methods throw a {@link ServiceException} where AWS would refuse. Safe for use by many threads; nobody else has the nodes.
 */
public final class DataCatalog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "Name";
    private static final String VERSION = "VersionId";
    private static final String CREATED = "CreateTime";
    private static final String UPDATED = "UpdateTime";
    private static final String DATABASE = "Database";
    private static final String TABLES = "Tables";
    private static final int MAX_NAME_LENGTH = 255;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Path file;
    private final String accountId;
    private final InstantSource clock;

    /** By database, each with its tables by name. */
    private final ObjectNode databases;

    private DataCatalog(Path file, String accountId, InstantSource clock, ObjectNode databases) {
        this.file = file;
        this.accountId = accountId;
        this.clock = clock;
        this.databases = databases;
    }

    /** Opens what an earlier process has left in a folder, or an empty catalog. */
    public static DataCatalog open(Path folder, String accountId, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve("catalog.json");
        var databases = Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
        return new DataCatalog(file, accountId, clock, databases);
    }

    public synchronized boolean hasDatabase(String name) {
        return databases.has(name);
    }

    public synchronized boolean hasTable(String database, String name) {
        return databases.path(database).path(TABLES).has(name);
    }

    synchronized ObjectNode database(String name) {
        return ((ObjectNode) entry(name).get(DATABASE)).deepCopy();
    }

    synchronized List<ObjectNode> databases() {
        var all = new ArrayList<ObjectNode>();
        databases.forEach(entry -> all.add(((ObjectNode) entry.get(DATABASE)).deepCopy()));
        return all;
    }

    /** Creates a database from what the API calls DatabaseInput. */
    public synchronized void createDatabase(ObjectNode input) {
        var name = name(input);
        if (databases.has(name)) {
            throw GlueError.ALREADY_EXISTS.with("Database already exists.");
        }
        var database = input.deepCopy().put(NAME, name).put("CatalogId", accountId);
        database.put(CREATED, now());
        databases.putObject(name).set(DATABASE, database);
        ((ObjectNode) databases.get(name)).putObject(TABLES);
        save();
    }

    /** Deletes a database with its tables, if it's there. */
    public synchronized void deleteDatabase(String name) {
        if (databases.remove(name) != null) {
            save();
        }
    }

    synchronized ObjectNode table(String database, String name) {
        return existing(database, name).deepCopy();
    }

    synchronized List<ObjectNode> tables(String database) {
        var all = new ArrayList<ObjectNode>();
        tablesOf(database).forEach(table -> all.add(((ObjectNode) table).deepCopy()));
        return all;
    }

    /** Creates a table from what the API calls TableInput. */
    public synchronized void createTable(String database, ObjectNode input) {
        var name = name(input);
        var tables = tablesOf(database);
        if (tables.has(name)) {
            throw GlueError.ALREADY_EXISTS.with("Table already exists.");
        }
        tables.set(name, table(database, name, input, 0, now()));
        save();
    }

    /**
     * Replaces a table's description.
     *
     * @param version that the caller has seen; where empty, any
     */
    public synchronized void updateTable(String database, ObjectNode input, String version) {
        var name = name(input);
        var current = existing(database, name);
        var currentVersion = current.get(VERSION).asText();
        if (!version.isEmpty() && !version.equals(currentVersion)) {
            throw GlueError.CONCURRENT_MODIFICATION.with("Update table failed due to concurrent modifications.");
        }
        var updated = table(
                database,
                name,
                input,
                Long.parseLong(currentVersion) + 1,
                current.get(CREATED).asDouble());
        tablesOf(database).set(name, updated);
        save();
    }

    public synchronized void deleteTable(String database, String name) {
        existing(database, name);
        tablesOf(database).remove(name.toLowerCase(Locale.ROOT));
        save();
    }

    private ObjectNode table(String database, String name, ObjectNode input, long version, double created) {
        return input.deepCopy()
                .put(NAME, name)
                .put("DatabaseName", database)
                .put("CatalogId", accountId)
                .put(CREATED, created)
                .put(UPDATED, now())
                .put("IsRegisteredWithLakeFormation", false)
                .put(VERSION, Long.toString(version));
    }

    private ObjectNode entry(String database) {
        if (!(databases.get(database) instanceof ObjectNode entry)) {
            throw GlueError.ENTITY_NOT_FOUND.with("Database " + database + " not found.");
        }
        return entry;
    }

    private ObjectNode tablesOf(String database) {
        return (ObjectNode) entry(database).get(TABLES);
    }

    private ObjectNode existing(String database, String name) {
        if (!(tablesOf(database).get(name.toLowerCase(Locale.ROOT)) instanceof ObjectNode table)) {
            throw GlueError.ENTITY_NOT_FOUND.with("Table " + name + " not found.");
        }
        return table;
    }

    /** Glue has all names in small letters. */
    private static String name(ObjectNode input) {
        var name = input.path(NAME).asText("").toLowerCase(Locale.ROOT);
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw GlueError.INVALID_INPUT.with(
                    "Name is '" + name + "', allowed are 1 to " + MAX_NAME_LENGTH + " characters");
        }
        return name;
    }

    /** As the API has times: seconds with a fraction. */
    private double now() {
        return (double) clock.millis() / MILLIS_PER_SECOND;
    }

    /** Not halfway: who stops the process finds the state before or after. */
    private void save() {
        try {
            var next = file.resolveSibling("catalog.json.new");
            JSON.writeValue(next.toFile(), databases);
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException notHere) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the catalog can't be written: " + failed.getMessage(), failed);
        }
    }
}
