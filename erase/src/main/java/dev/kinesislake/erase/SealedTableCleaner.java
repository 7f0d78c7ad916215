package dev.kinesislake.erase;

import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.clean.LakeObject;
import dev.kinesislake.erase.clean.Sought;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.Rebuilder;
import dev.kinesislake.table.build.UnbuiltHourException;
import dev.kinesislake.table.iceberg.ConflictException;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.iceberg.LoadedTable.StoredFile;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.iceberg.Upkeep;
import dev.kinesislake.table.raw.Inputs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The table of a stack. Hours are built again from their objects, which are clean by then; where those are gone, from the hour's own files. */
public final class SealedTableCleaner implements TableCleaner {

    private static final int MAX_TRIES = 5;

    private final SealedTable table;
    private final Sealer sealer;
    private final Rebuilder builder;
    private final VersionedBucket lake;

    /** Files of the table that hold nobody; a file never changes. */
    private final Set<String> clean = new HashSet<>();

    public SealedTableCleaner(SealedTable table, Sealer sealer, Rebuilder builder, VersionedBucket lake) {
        this.table = table;
        this.sealer = sealer;
        this.builder = builder;
        this.lake = lake;
    }

    @Override
    public void find(People people, BiConsumer<String, LakeRow> each) {
        var sought = Sought.ofAnyTime(people.search());
        table.find().ifPresent(loaded -> loaded.files()
                .forEach(file -> rows(loaded, file, sought).forEach(row -> each.accept(file.location(), row))));
    }

    @Override
    public void erase(People people, Instant before, Counts counts) throws InterruptedException {
        if (table.find().isEmpty()) {
            return;
        }
        // Counted before the hours are built again.
        var sought = new Sought(people.search(), before);
        var found = found(sought, counts);
        sealer.rebuild();
        for (int attempt = 1; ; attempt++) {
            try {
                replaceRest(sought, found);
                Upkeep.forget(table.load());
                break;
            } catch (ConflictException overtaken) {
                if (attempt == MAX_TRIES) {
                    throw new EraseException(
                            "the table was changed by others in each of " + MAX_TRIES + " tries", overtaken);
                }
            }
        }
        deleteOldVersions();
    }

    private Map<String, List<LakeRow>> found(Sought sought, Counts counts) {
        var found = new HashMap<String, List<LakeRow>>();
        table.find().ifPresent(loaded -> {
            for (var file : loaded.files()) {
                if (clean.contains(file.location())) {
                    continue;
                }
                var rows = rows(loaded, file, sought);
                if (rows.isEmpty()) {
                    clean.add(file.location());
                } else {
                    found.put(file.location(), rows);
                    counts.add(Place.TABLE, rows.size());
                }
            }
        });
        return found;
    }

    /** Replaces the hours that couldn't be built again. */
    private void replaceRest(Sought sought, Map<String, List<LakeRow>> known)
            throws InterruptedException, ConflictException {
        var loaded = table.load();
        var byHour = new HashMap<Partition.OfEvents, List<StoredFile>>();
        var leftOut = new HashMap<Partition.OfEvents, Set<Position>>();
        for (var file : loaded.files()) {
            byHour.computeIfAbsent(file.hour(), hour -> new ArrayList<>()).add(file);
            if (clean.contains(file.location())) {
                continue;
            }
            var rows = known.containsKey(file.location()) ? known.get(file.location()) : rows(loaded, file, sought);
            if (rows.isEmpty()) {
                clean.add(file.location());
            }
            rows.forEach(row -> leftOut.computeIfAbsent(file.hour(), hour -> new HashSet<>())
                    .add(row.position()));
        }
        try (var replacement = loaded.replacement()) {
            for (var hour : leftOut.entrySet()) {
                var files = byHour.getOrDefault(hour.getKey(), List.of());
                Iterable<byte[]> bytes = () -> files.stream().map(loaded::read).iterator();
                try (var built = builder.without(hour.getKey(), bytes, hour.getValue(), loaded.columns())) {
                    replacement.upload(hour.getKey(), inputs(files), built.files());
                }
            }
            replacement.commit(Map.of());
        } catch (UnbuiltHourException unbuilt) {
            throw new EraseException("an hour of the table can't be built again: " + unbuilt.getMessage(), unbuilt);
        }
    }

    /**
     * What an hour was built from, which its new files' names say, too: nothing else is there to build it from.
     *
     * @throws EraseException if another engine has changed the hour: rows that it has deleted would come back
     */
    private static Inputs inputs(List<StoredFile> files) {
        var inputs = files.get(0).inputs();
        for (var file : files) {
            if (file.inputs().isEmpty() || !file.inputs().equals(inputs)) {
                throw new EraseException("file " + file.location() + " of the table was changed by another engine than"
                        + " sealing, and its hour can't be built from the lake's objects");
            }
        }
        return inputs.orElseThrow();
    }

    /** What nobody can ask for any more, and S3 keeps. */
    private void deleteOldVersions() {
        var old = new ArrayList<Version>();
        for (var version : lake.versions(LakeLayout.SEALED_PREFIX)) {
            if (!version.isLatest() && !version.isMarker() && version.isKept()) {
                old.add(version);
            }
        }
        lake.delete(old);
    }

    private static List<LakeRow> rows(LoadedTable loaded, StoredFile file, Sought sought) {
        var rows = new ArrayList<LakeRow>();
        try {
            LakeObject.rows(loaded.read(file), sought, rows::add);
        } catch (IOException damaged) {
            throw new EraseException(
                    "file " + file.location() + " of the table can't be read: " + damaged.getMessage(), damaged);
        }
        return rows;
    }
}
