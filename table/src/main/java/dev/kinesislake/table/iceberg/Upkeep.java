package dev.kinesislake.table.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Deletes what no reader can ask for any more. */
public final class Upkeep {

    /** No run takes that long, so what is older and isn't the table's is left over from a run that was stopped. */
    private static final Duration MIN_ORPHAN_AGE = Duration.ofDays(3);

    private Upkeep() {}

    /**
     * Expires snapshots, with the files that only those have. One that was replaced later stays, however old it is: the table was so until
     * then.
     *
     * @param replacedBefore when those were replaced that expire
     * @return how many
     */
    public static int expire(LoadedTable loaded, Instant replacedBefore) {
        var table = loaded.table();
        table.refresh();
        var snapshots = new ArrayList<Snapshot>();
        table.snapshots().forEach(snapshots::add);
        snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber));
        var expired = new ArrayList<Long>();
        for (int i = 0; i + 1 < snapshots.size(); i++) {
            if (snapshots.get(i + 1).timestampMillis() < replacedBefore.toEpochMilli()) {
                expired.add(snapshots.get(i).snapshotId());
            }
        }
        if (!expired.isEmpty()) {
            // By their ids, and none by its own age.
            var expire = table.expireSnapshots().expireOlderThan(0).retainLast(1);
            expired.forEach(expire::expireSnapshotId);
            try {
                expire.commit();
            } catch (CommitFailedException | IllegalArgumentException overtaken) {
                // Others commit all the time, or have expired the same snapshots: Iceberg then tries again with
                // ids that are gone, and refuses them. What is left is expired by the next run.
                return 0;
            }
        }
        return expired.size();
    }

    /**
     * Makes the table remember nothing but the rows that it has by now: manifests keep the least and the greatest value of each column of
     * files that were replaced, for as long as they aren't written again.
     *
     * @throws ConflictException if somebody else changes the table meanwhile
     */
    public static void forget(LoadedTable loaded) throws ConflictException {
        var table = loaded.table();
        table.refresh();
        var before = table.currentSnapshot();
        if (before == null) {
            return;
        }
        try {
            table.rewriteManifests().clusterBy(file -> "").commit();
        } catch (CommitFailedException | ValidationException overtaken) {
            throw new ConflictException(overtaken);
        }
        var rewritten = table.currentSnapshot();
        expire(loaded, Instant.ofEpochMilli(Long.MAX_VALUE));
        table.refresh();
        var only = table.currentSnapshot();
        if (loaded.snapshots() > 1
                || rewritten == null
                || only == null
                || rewritten.snapshotId() != only.snapshotId()) {
            throw new ConflictException("others have committed");
        }
    }

    /**
     * Deletes files that runs have left that were stopped before their commit.
     *
     * @return how many
     */
    public static int sweep(LoadedTable loaded, Instant now) {
        var table = loaded.table();
        if (!(table.io() instanceof SupportsPrefixOperations io)) {
            return 0;
        }
        var before = now.minus(MIN_ORPHAN_AGE).toEpochMilli();
        // Listed first: what is committed after that isn't among them.
        var old = new HashSet<String>();
        for (var file : io.listPrefix(table.location() + "/")) {
            if (file.createdAtMillis() < before) {
                old.add(file.location());
            }
        }
        if (old.isEmpty()) {
            return 0;
        }
        table.refresh();
        old.removeAll(files(table));
        old.forEach(table.io()::deleteFile);
        return old.size();
    }

    /** All files of all snapshots. */
    private static Set<String> files(BaseTable table) {
        var files = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, false));
        files.addAll(ReachableFileUtil.manifestListLocations(table));
        files.addAll(ReachableFileUtil.statisticsFilesLocations(table));
        var manifests = new HashSet<String>();
        for (var snapshot : table.snapshots()) {
            for (var manifest : snapshot.allManifests(table.io())) {
                if (manifests.add(manifest.path())) {
                    files.addAll(files(table, manifest));
                }
            }
        }
        files.addAll(manifests);
        return files;
    }

    private static List<String> files(BaseTable table, ManifestFile manifest) {
        var files = new ArrayList<String>();
        try (var entries = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.read(manifest, table.io(), table.specs())
                : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
            entries.forEach(file -> files.add(file.location()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }
}
