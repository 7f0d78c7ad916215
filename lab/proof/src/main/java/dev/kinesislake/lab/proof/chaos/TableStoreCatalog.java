package dev.kinesislake.lab.proof.chaos;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/** A catalogue with one table. As in Glue's, the location of the table's metadata is the lock. */
final class TableStoreCatalog extends BaseMetastoreCatalog {

    /** Iceberg would wait for real, between the tries of a commit. */
    private static final Map<String, String> WITHOUT_WAITS =
            Map.of(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "0", TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "0");

    private final TableStore store;
    private final SimulatedProcess process;
    private final FileIO io;

    TableStoreCatalog(TableStore store, SimulatedProcess process, FileIO io) {
        this.store = store;
        this.process = process;
        this.io = io;
    }

    @Override
    protected TableOperations newTableOps(TableIdentifier name) {
        return new Operations();
    }

    private final class Operations extends BaseMetastoreTableOperations {

        @Override
        protected void doRefresh() {
            var location = process.read(() -> Optional.ofNullable(store.metadata()));
            if (location.isPresent()) {
                refreshFromMetadataLocation(location.get(), null, 0);
            } else {
                disableRefresh();
            }
        }

        @Override
        protected void doCommit(@Nullable TableMetadata base, TableMetadata metadata) {
            var changed = base == null
                    ? TableMetadata.buildFrom(metadata)
                            .setProperties(WITHOUT_WAITS)
                            .build()
                    : metadata;
            var next = writeNewMetadataIfRequired(base == null, changed);
            var expected = base == null ? null : base.metadataFileLocation();
            try {
                process.request(
                        () -> commit(expected, next), CommitStateUnknownException::new, () -> commit(expected, next));
            } catch (CommitFailedException | AlreadyExistsException refused) {
                io.deleteFile(next);
                throw refused;
            }
        }

        private boolean commit(@Nullable String expected, String next) {
            store.commit(process, expected, next);
            return true;
        }

        @Override
        protected String tableName() {
            return "sealed_events";
        }

        @Override
        public FileIO io() {
            return io;
        }
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    protected String defaultWarehouseLocation(TableIdentifier name) {
        throw new UnsupportedOperationException("the table has a location");
    }

    @Override
    public List<TableIdentifier> listTables(Namespace namespace) {
        throw new UnsupportedOperationException("nobody lists tables");
    }

    @Override
    public boolean dropTable(TableIdentifier name, boolean purge) {
        throw new UnsupportedOperationException("nobody drops the table");
    }

    @Override
    public void renameTable(TableIdentifier from, TableIdentifier to) {
        throw new UnsupportedOperationException("nobody renames the table");
    }
}
