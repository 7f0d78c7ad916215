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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Replaces hours of a table in one commit. Their files are stored before; closing deletes them again, unless the commit was carried out, or
 * may have been.
 */
public final class Replacement implements AutoCloseable {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final BaseTable table;
    private final List<TableColumn> columns;
    private final @Nullable Snapshot base;
    private final List<Partition.OfEvents> hours = new ArrayList<>();
    private final List<DataFile> stored = new ArrayList<>();
    private boolean isDiscarded = true;

    Replacement(BaseTable table, List<TableColumn> columns, @Nullable Snapshot base) {
        this.table = table;
        this.columns = columns;
        this.base = base;
    }

    /** Stores an hour's files beside the table's. Returns them. */
    public List<DataFile> upload(Partition.OfEvents hour, Inputs inputs, List<BuiltFile> files) {
        var run = UUID.randomUUID().toString();
        int before = stored.size();
        for (int number = 0; number < files.size(); number++) {
            stored.add(upload(hour, FileName.of(inputs, run, number), files.get(number)));
        }
        hours.add(hour);
        return List.copyOf(stored.subList(before, stored.size()));
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

    /** Leaves an hour without rows. */
    public void drop(Partition.OfEvents hour) {
        hours.add(hour);
    }

    /**
     * Makes the files the table's, in one commit with properties. Does nothing where there is nothing to change.
     *
     * @param properties the only ones that are set, by their names
     * @throws ConflictException if somebody else has changed one of the hours since the table was loaded; nothing is changed then
     * @throws CommitStateUnknownException if nobody knows whether it was carried out
     */
    public void commit(Map<String, Instant> properties) throws ConflictException {
        if (hours.isEmpty() && properties.isEmpty()) {
            return;
        }
        var transaction = table.newTransaction();
        try {
            if (!hours.isEmpty()) {
                replace(transaction);
            }
            if (!properties.isEmpty()) {
                var update = transaction.updateProperties();
                properties.forEach((name, instant) -> update.set(name, instant.toString()));
                update.commit();
            }
            transaction.commitTransaction();
            isDiscarded = false;
        } catch (ValidationException | CommitFailedException overtaken) {
            throw new ConflictException(overtaken);
        } catch (CommitStateUnknownException unknown) {
            // The files may be the table's.
            isDiscarded = false;
            throw unknown;
        }
    }

    private void replace(Transaction transaction) {
        var rows =
                hours.stream().map(Replacement::rows).reduce(Expressions.alwaysFalse(), (some, more) -> or(some, more));
        var overwrite = transaction
                .newOverwrite()
                .overwriteByRowFilter(rows)
                .conflictDetectionFilter(rows)
                .validateNoConflictingData()
                .validateNoConflictingDeletes();
        if (base != null) {
            overwrite.validateFromSnapshot(base.snapshotId());
        }
        stored.forEach(overwrite::addFile);
        overwrite.commit();
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

    @Override
    public void close() {
        if (isDiscarded) {
            stored.forEach(file -> table.io().deleteFile(file.location()));
        }
    }
}
