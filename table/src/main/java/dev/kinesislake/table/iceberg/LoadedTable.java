package dev.kinesislake.table.iceberg;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.raw.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** The table as it was when it was loaded. What somebody else commits from then on is a conflict, if it's about the same hours. */
public final class LoadedTable {

    /** The table's property that says up to when each hour is sealed, an instant in ISO 8601. */
    public static final String SEALED_THROUGH = "sealed_through";

    /** The property that says when the whole lake was listed. */
    public static final String LISTED_AT = "listed_at";

    private final BaseTable table;
    private final List<TableColumn> columns;
    private final @Nullable Snapshot base;

    LoadedTable(BaseTable table, List<TableColumn> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.base = table.currentSnapshot();
    }

    public List<TableColumn> columns() {
        return columns;
    }

    /** Up to when each hour is sealed; empty before the first time. */
    public Optional<Instant> sealedThrough() {
        return instant(SEALED_THROUGH);
    }

    /** When the whole lake was listed; empty before the first time. */
    public Optional<Instant> listedAt() {
        return instant(LISTED_AT);
    }

    private Optional<Instant> instant(String property) {
        return Optional.ofNullable(table.properties().get(property)).map(Instant::parse);
    }

    /** How many snapshots can be read. */
    public int snapshots() {
        return table.operations().current().snapshots().size();
    }

    /** The hours that have files. */
    public Map<Partition.OfEvents, TableHour> hours() {
        var hours = new HashMap<Partition.OfEvents, TableHour>();
        files().forEach(file ->
                hours.merge(file.hour(), new TableHour(file.inputs(), 1, file.rows(), file.bytes()), TableHour::with));
        return hours;
    }

    /**
     * A file of the table.
     *
     * @param inputs what its hour was built from; empty for a file that sealing hasn't written
     */
    public record StoredFile(
            Partition.OfEvents hour, String location, long rows, long bytes, Optional<Inputs> inputs) {}

    /** The files that readers read. */
    public List<StoredFile> files() {
        var files = new ArrayList<StoredFile>();
        if (base == null) {
            return files;
        }
        var properties = table.properties();
        try (var tasks = table.newScan().useSnapshot(base.snapshotId()).planFiles()) {
            for (var task : tasks) {
                var file = task.file();
                // An engine that deletes rows may leave the file and add one that says which rows are none any more.
                var inputs = task.deletes().isEmpty()
                        ? FileName.inputs(file.location(), properties)
                        : Optional.<Inputs>empty();
                files.add(new StoredFile(
                        partition(file.partition()),
                        file.location(),
                        file.recordCount(),
                        file.fileSizeInBytes(),
                        inputs));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }

    /** A file's bytes. */
    public byte[] read(StoredFile file) {
        try (var in = table.io().newInputFile(file.location()).newStream()) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(file.location() + " can't be read: " + failed.getMessage(), failed);
        }
    }

    /** Begins to replace hours. */
    public Replacement replacement() {
        return new Replacement(table, columns, base);
    }

    BaseTable table() {
        return table;
    }

    private static Partition.OfEvents partition(StructLike partition) {
        long hour = partition.get(1, Integer.class);
        return new Partition.OfEvents(
                partition.get(0, CharSequence.class).toString(),
                Instant.ofEpochSecond(hour * Partition.SECONDS_AN_HOUR));
    }
}
