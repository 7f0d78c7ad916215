package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.iceberg.TableHour;
import dev.kinesislake.table.raw.RawLake;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the lake and its table have. An hour is a section's.
 *
 * @param hours of the lake
 * @param sealedHours of the table
 * @param sealedThrough up to when each hour is sealed
 * @param dueHours hours that are over, and in the table not or with other rows
 * @param unfinishedHours the same of hours that aren't over
 */
public record TableStatus(
        int hours,
        long objects,
        long bytes,
        int sealedHours,
        int files,
        long fileBytes,
        long rows,
        int snapshots,
        Optional<Instant> sealedThrough,
        int dueHours,
        int unfinishedHours) {

    /**
     * The state by now; lists the whole lake.
     *
     * @param expiry how long the lake keeps objects; empty for all the time
     * @param consumedThrough up to when records are stored: an hour that ended before that is over
     */
    public static TableStatus of(
            RawLake lake, SealedTable table, Optional<Duration> expiry, Instant consumedThrough, Instant now) {
        var loaded = table.find();
        var sealed = loaded.map(LoadedTable::hours).orElse(Map.of());
        var listed = new Listed();
        lake.hours(Instant.MIN, raw -> {
            listed.hours++;
            listed.objects += raw.objects();
            listed.bytes += raw.bytes();
            if (!Plan.isExpired(raw.partition(), expiry, now)
                    && Plan.of(raw.inputs(), raw.isArchived(), sealed.get(raw.partition())) == Plan.BUILD) {
                listed.add(raw.partition(), consumedThrough);
            }
        });
        return new TableStatus(
                listed.hours,
                listed.objects,
                listed.bytes,
                sealed.size(),
                sealed.values().stream().mapToInt(TableHour::files).sum(),
                sealed.values().stream().mapToLong(TableHour::bytes).sum(),
                sealed.values().stream().mapToLong(TableHour::rows).sum(),
                loaded.map(LoadedTable::snapshots).orElse(0),
                loaded.flatMap(LoadedTable::sealedThrough),
                listed.due,
                listed.unfinished);
    }

    private static final class Listed {
        private int hours;
        private long objects;
        private long bytes;
        private int due;
        private int unfinished;

        void add(Partition.OfEvents hour, Instant consumedThrough) {
            if (Plan.isOver(hour, consumedThrough)) {
                due++;
            } else {
                unfinished++;
            }
        }
    }
}
