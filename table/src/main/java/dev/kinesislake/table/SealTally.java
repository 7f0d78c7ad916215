package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.iceberg.LoadedTable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;

/** What a run has done so far. */
final class SealTally {

    private int built;
    private int dropped;
    private long rows;
    private int files;
    private long bytes;
    private Instant sealedThrough = Instant.MIN;

    /** Hours that can't be built. */
    private final Set<Partition.OfEvents> left = new HashSet<>();

    /** Hours that there was no time for. */
    private final Set<Partition.OfEvents> postponed = new HashSet<>();

    /** Some hours were tried once more. */
    void tried(Collection<Partition.OfEvents> hours, Collection<Partition.OfEvents> leftOfThem) {
        left.removeAll(hours);
        left.addAll(leftOfThem);
    }

    void postpone(Partition.OfEvents hour) {
        postponed.add(hour);
    }

    /** Counts what was committed: the files of each hour, and how many hours were dropped. */
    void committed(List<List<DataFile>> hours, int droppedHours) {
        built += hours.size();
        dropped += droppedHours;
        for (var hour : hours) {
            files += hour.size();
            for (var file : hour) {
                rows += file.recordCount();
                bytes += file.fileSizeInBytes();
            }
        }
    }

    /** The table's properties that have to change; the report has what they say. */
    Map<String, Instant> says(LoadedTable loaded, SealTask task) {
        var says = new HashMap<String, Instant>();
        var through = wholeHours(task.through());
        // Somebody else has seen that an hour isn't sealed, which this run hasn't listed.
        var before = loaded.sealedThrough().filter(other -> other.isBefore(task.since()));
        sealedThrough = before.isPresent() ? SealTask.earlier(through, before.get()) : through;
        if (!Optional.of(sealedThrough).equals(loaded.sealedThrough())) {
            says.put(LoadedTable.SEALED_THROUGH, sealedThrough);
        }
        if (postponed.isEmpty()) {
            task.listsAt().ifPresent(now -> says.put(LoadedTable.LISTED_AT, now));
        }
        return says;
    }

    /** None behind one that isn't sealed. */
    private Instant wholeHours(Instant through) {
        var first = Stream.concat(left.stream(), postponed.stream())
                .map(Partition.OfEvents::hour)
                .min(Comparator.naturalOrder())
                .filter(hour -> hour.isBefore(through))
                .orElse(through);
        return Instant.ofEpochSecond(
                Math.floorDiv(first.getEpochSecond(), Partition.SECONDS_AN_HOUR) * (long) Partition.SECONDS_AN_HOUR);
    }

    /** Whether the whole lake was listed, and all that was due is done. */
    boolean isWhole(SealTask task) {
        return task.listsAt().isPresent() && postponed.isEmpty();
    }

    SealReport report(int expiredSnapshots, int sweptFiles) {
        return new SealReport(
                built,
                rows,
                files,
                bytes,
                left.size(),
                postponed.size(),
                sealedThrough,
                expiredSnapshots,
                sweptFiles,
                dropped);
    }
}
