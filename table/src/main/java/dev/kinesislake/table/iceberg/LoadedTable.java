package dev.kinesislake.table.iceberg;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThan;
import static org.apache.iceberg.expressions.Expressions.or;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.BuiltFile;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.raw.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** The table as it was when it was loaded. What somebody else commits from then on is a conflict, if it's about the same hours. */
public final class LoadedTable {

    /** The table's property that says up to when each hour is sealed, an instant in ISO 8601. */
    public static final String SEALED_THROUGH = "sealed_through";

    /** The property that says when the whole lake was listed. */
    public static final String LISTED_AT = "listed_at";

    private static final long MICROS_PER_SECOND = 1_000_000;

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

    /**
     * Stores an hour's files beside the table's.
     *
     * @param run that no other run has the name of
     */
    public UploadedHour upload(Partition.OfEvents hour, Inputs inputs, String run, List<BuiltFile> files) {
        var uploaded = new ArrayList<DataFile>();
        try {
            for (var file : files) {
                uploaded.add(upload(hour, FileName.of(inputs, run, uploaded.size()), file));
            }
            return new UploadedHour(hour, List.copyOf(uploaded));
        } catch (RuntimeException failed) {
            discard(List.of(new UploadedHour(hour, uploaded)));
            throw failed;
        }
    }

    private DataFile upload(Partition.OfEvents hour, String name, BuiltFile file) {
        var partition = partition(hour);
        var location = table.locationProvider().newDataLocation(table.spec(), partition, name);
        try (var out = table.io().newOutputFile(location).create()) {
            Files.copy(file.path(), out);
        } catch (IOException failed) {
            throw new UncheckedIOException(location + " can't be written: " + failed.getMessage(), failed);
        }
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(file.bytes())
                .withPartition(partition)
                .withMetrics(FileMetrics.of(file, columns))
                .withSplitOffsets(FileMetrics.splitOffsets(file))
                .withSortOrder(table.sortOrder())
                .build();
    }

    /** Deletes stored files that haven't become the table's. */
    public void discard(List<UploadedHour> hours) {
        hours.forEach(hour -> hour.files().forEach(file -> table.io().deleteFile(file.location())));
    }

    /**
     * Replaces hours, in one commit with properties.
     *
     * @param properties the only ones that are set, by their names
     * @throws ConflictException if somebody else has changed one of the hours since the table was loaded; nothing is changed then
     */
    public void commit(List<UploadedHour> hours, Map<String, Instant> properties) throws ConflictException {
        var transaction = table.newTransaction();
        try {
            if (!hours.isEmpty()) {
                replace(hours, transaction);
            }
            if (!properties.isEmpty()) {
                var update = transaction.updateProperties();
                properties.forEach((name, instant) -> update.set(name, instant.toString()));
                update.commit();
            }
            transaction.commitTransaction();
        } catch (ValidationException | CommitFailedException overtaken) {
            throw new ConflictException(overtaken);
        }
    }

    private void replace(List<UploadedHour> hours, Transaction transaction) {
        var rows = hours.stream()
                .map(hour -> rows(hour.partition()))
                .reduce(Expressions.alwaysFalse(), (some, more) -> or(some, more));
        var overwrite = transaction
                .newOverwrite()
                .overwriteByRowFilter(rows)
                .conflictDetectionFilter(rows)
                .validateNoConflictingData()
                .validateNoConflictingDeletes();
        if (base != null) {
            overwrite.validateFromSnapshot(base.snapshotId());
        }
        hours.forEach(hour -> hour.files().forEach(overwrite::addFile));
        overwrite.commit();
    }

    BaseTable table() {
        return table;
    }

    private static Expression rows(Partition.OfEvents hour) {
        long start = hour.hour().getEpochSecond() * MICROS_PER_SECOND;
        return and(
                equal(TableSchema.SECTION, hour.section()),
                greaterThanOrEqual(TableSchema.ARRIVAL_TIME, start),
                lessThan(TableSchema.ARRIVAL_TIME, start + Partition.SECONDS_AN_HOUR * MICROS_PER_SECOND));
    }

    private PartitionData partition(Partition.OfEvents hour) {
        var partition = new PartitionData(table.spec().partitionType());
        partition.set(0, hour.section());
        partition.set(1, Math.toIntExact(hour.hour().getEpochSecond() / Partition.SECONDS_AN_HOUR));
        return partition;
    }

    private static Partition.OfEvents partition(StructLike partition) {
        long hour = partition.get(1, Integer.class);
        return new Partition.OfEvents(
                partition.get(0, CharSequence.class).toString(),
                Instant.ofEpochSecond(hour * Partition.SECONDS_AN_HOUR));
    }
}
