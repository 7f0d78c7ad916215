package dev.kinesislake.lab.proof.chaos;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * A table's files, and which metadata file is the table's by now: what S3 and the catalogue keep. One thread of the scheduler changes it
 * at a time, while threads of Iceberg's read.
 */
final class TableStore {

    /** A file. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Stored(byte[] bytes, Instant at) {}

    private final ConcurrentSkipListMap<String, Stored> files = new ConcurrentSkipListMap<>();

    /** What S3 keeps of files that were deleted, and since when. */
    private final ConcurrentSkipListMap<String, Stored> deleted = new ConcurrentSkipListMap<>();

    private final BiConsumer<SimulatedProcess, String> committed;
    private volatile @Nullable String metadata;

    /** @param committed hears of each commit: whose it is, and the metadata file */
    TableStore(BiConsumer<SimulatedProcess, String> committed) {
        this.committed = committed;
    }

    NavigableMap<String, Stored> files() {
        return files;
    }

    byte[] get(String location) {
        var stored = files.get(location);
        if (stored == null) {
            throw new NotFoundException("there is no %s", location);
        }
        return stored.bytes();
    }

    boolean exists(String location) {
        return files.containsKey(location);
    }

    void put(String location, byte[] bytes, Instant now) {
        files.put(location, new Stored(bytes, now));
    }

    void delete(String location, Instant now) {
        var stored = files.remove(location);
        if (stored != null) {
            deleted.put(location, new Stored(stored.bytes(), now));
        }
    }

    /** The old versions of files that were deleted, and when that was. */
    NavigableMap<String, Stored> deleted() {
        return deleted;
    }

    @Nullable String metadata() {
        return metadata;
    }

    /** Makes another metadata file the table's, if the expected one still is. */
    void commit(SimulatedProcess process, @Nullable String expected, String next) {
        if (!Objects.equals(metadata, expected)) {
            throw expected == null
                    ? new AlreadyExistsException("the table exists by now")
                    : new CommitFailedException("the table is %s by now", metadata);
        }
        metadata = next;
        committed.accept(process, next);
    }
}
