package dev.kinesislake.table.iceberg;

import dev.kinesislake.table.build.TableColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;

/**
 * The table of sealed hours. It is created when it's first needed, and gets the columns that events have by now.
 *
 * @param location of the table, a URI without a slash at its end
 * @param columns of the events
 * @param kept how long a snapshot can be read
 */
public record SealedTable(
        Catalog catalog, FileIO io, TableIdentifier name, String location, List<TableColumn> columns, Duration kept)
        implements AutoCloseable {

    private static final int FORMAT_VERSION = 2;
    private static final int MAX_COMMITS = 10;

    public SealedTable {
        columns = List.copyOf(columns);
    }

    /** The table as it is by now, which a commit goes by; created or changed if need be. */
    public LoadedTable load() {
        for (int attempt = 1; ; attempt++) {
            try {
                var table = (BaseTable) catalog.loadTable(name);
                evolve(table);
                return new LoadedTable(table, TableSchema.columns(table.schema(), columns));
            } catch (NoSuchTableException absent) {
                create();
            } catch (CommitFailedException overtaken) {
                if (attempt == MAX_COMMITS) {
                    throw overtaken;
                }
            }
        }
    }

    /** The same for readers: empty where there is no table yet. */
    public Optional<LoadedTable> find() {
        return catalog.tableExists(name)
                ? Optional.of(new LoadedTable((BaseTable) catalog.loadTable(name), columns))
                : Optional.empty();
    }

    /** Not as {@link Catalog#createTable} does, which numbers the columns anew. */
    private void create() {
        var schema = TableSchema.of(columns);
        var metadata = TableMetadata.buildFromEmpty(FORMAT_VERSION)
                .assignUUID()
                .setLocation(location)
                .setCurrentSchema(schema, TableSchema.maxFieldId(schema))
                .setDefaultPartitionSpec(TableSchema.partitions(schema))
                .setDefaultSortOrder(TableSchema.order(schema))
                .setProperties(properties())
                .build();
        var file = location + "/metadata/00000-" + UUID.randomUUID() + ".metadata.json";
        TableMetadataParser.write(metadata, io.newOutputFile(file));
        try {
            catalog.registerTable(name, file);
        } catch (AlreadyExistsException overtaken) {
            io.deleteFile(file);
        }
    }

    private Map<String, String> properties() {
        return Map.of(
                TableProperties.PARQUET_COMPRESSION,
                "zstd",
                // The metadata file has all snapshots, so it grows; of the earlier files, some are enough.
                TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
                "true",
                TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
                "20",
                TableProperties.MAX_SNAPSHOT_AGE_MS,
                Long.toString(kept.toMillis()));
    }

    /** Not as {@link org.apache.iceberg.UpdateSchema} does, which numbers the new columns itself. */
    private void evolve(BaseTable table) {
        var current = table.operations().current();
        var schema = TableSchema.with(current.schema(), columns);
        boolean isKept = properties().entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(current.properties().get(entry.getKey())));
        if (!isKept || !schema.sameSchema(current.schema())) {
            var evolved = TableMetadata.buildFrom(current)
                    .setCurrentSchema(schema, Math.max(current.lastColumnId(), TableSchema.maxFieldId(schema)))
                    .setProperties(properties())
                    .build();
            table.operations().commit(current, evolved);
            table.refresh();
        }
    }

    @Override
    public void close() {
        io.close();
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
