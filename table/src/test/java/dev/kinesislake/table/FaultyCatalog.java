package dev.kinesislake.table;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.io.OutputFile;

/** A catalogue in memory whose calls can fail: a hook that throws is an outage. */
final class FaultyCatalog extends InMemoryCatalog {

    /** Runs before a commit is carried out. */
    Runnable beforeCommit = () -> {};

    /** Runs when it was, and before the client hears of it. */
    Runnable afterCommit = () -> {};

    Runnable whenLoaded = () -> {};

    /** Runs before a file of rows is stored. */
    Runnable whenStored = () -> {};

    /** The files of rows that are stored, the table's or not. */
    final Set<String> stored = ConcurrentHashMap.newKeySet();

    @Override
    protected TableOperations newTableOps(TableIdentifier name) {
        return new Operations(super.newTableOps(name));
    }

    private final class Operations implements TableOperations {

        private final TableOperations operations;

        Operations(TableOperations operations) {
            this.operations = operations;
        }

        @Override
        public TableMetadata current() {
            whenLoaded.run();
            return operations.current();
        }

        @Override
        public TableMetadata refresh() {
            return operations.refresh();
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            beforeCommit.run();
            operations.commit(base, metadata);
            afterCommit.run();
        }

        @Override
        public FileIO io() {
            return new Files(operations.io());
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return operations.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return operations.locationProvider();
        }
    }

    private final class Files implements FileIO {

        private static final long serialVersionUID = 1;

        private final transient FileIO io;

        Files(FileIO io) {
            this.io = io;
        }

        @Override
        public InputFile newInputFile(String location) {
            return io.newInputFile(location);
        }

        @Override
        public OutputFile newOutputFile(String location) {
            if (location.contains("/data/")) {
                whenStored.run();
                stored.add(location);
            }
            return io.newOutputFile(location);
        }

        @Override
        public void deleteFile(String location) {
            stored.remove(location);
            io.deleteFile(location);
        }
    }
}
