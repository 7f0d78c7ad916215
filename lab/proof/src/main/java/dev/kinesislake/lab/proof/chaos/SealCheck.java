package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.proof.check.Expected;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.raw.RawObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold after each commit: an hour has the rows of one list of its objects, none that is older than the one before, and all
 * records that arrived before {@code sealed_through} are rows.
 */
final class SealCheck {

    private final SimulatedS3 s3;
    private final Positions positions;
    private final Supplier<List<ShardLog>> shards;
    private final Map<ByteBuffer, SentRecord> sent;
    private final Ledger ledger = new Ledger();
    private final Map<String, Position> byWords = new HashMap<>();
    private Map<String, Long> noted = new HashMap<>();
    private final Map<SimulatedProcess, Map<Partition.OfEvents, Listed>> lists = new HashMap<>();
    private final Map<Partition.OfEvents, Content> contents = new HashMap<>();
    private int listings;
    private int commits;
    private @Nullable String problem;

    /** The rows of an hour's objects, when they were listed. */
    private record Listed(int number, Set<String> rows) {}

    /** An hour of the table. */
    private record Content(int number, Set<String> files, Set<String> rows) {}

    SealCheck(
            SimulatedS3 s3,
            Positions positions,
            Supplier<List<ShardLog>> shards,
            List<SentRecord> sent,
            BiFunction<Ledger, Position, Expected> expected) {
        this.s3 = s3;
        this.positions = positions;
        this.shards = shards;
        this.sent = StreamContents.byData(sent);
        ledger.expect(position -> expected.apply(ledger, position));
    }

    /** Why the promise is broken; null where it's kept. */
    @Nullable String problem() {
        return problem;
    }

    int commits() {
        return commits;
    }

    void isBroken(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    /** A sealer has listed an hour. */
    void listed(SimulatedProcess process, Partition.OfEvents hour, List<RawObject> objects) {
        var rows = new HashSet<String>();
        for (var object : objects) {
            var body = s3.body(Workbench.LAKE, object);
            if (body != null) {
                rows.addAll(positions.of(body));
            }
        }
        lists.computeIfAbsent(process, any -> new HashMap<>()).put(hour, new Listed(++listings, rows));
    }

    /** A sealer has committed. */
    void committed(SimulatedProcess process, TableStore store, String metadata) {
        commits++;
        try {
            var table = table(store, metadata);
            var hours = files(table);
            var gone = new TreeSet<String>();
            contents.entrySet()
                    .removeIf(hour -> !hours.containsKey(hour.getKey())
                            && hour.getValue().rows().stream().allMatch(this::mayBeErased));
            contents.keySet().stream()
                    .filter(hour -> !hours.containsKey(hour))
                    .forEach(hour -> gone.add(hour.section() + " " + hour.hour()));
            if (!gone.isEmpty()) {
                isBroken("an hour is gone from the table: " + gone);
            }
            hours.forEach((hour, files) -> check(process, store, hour, files));
            var through = table.properties().get(LoadedTable.SEALED_THROUGH);
            if (through != null) {
                check(Instant.parse(through), rows(store, hours));
            }
        } catch (NotFoundException missing) {
            isBroken("a file of the table is missing: " + missing.getMessage());
        }
    }

    private void check(SimulatedProcess process, TableStore store, Partition.OfEvents hour, Set<String> files) {
        var before = contents.get(hour);
        if (before != null && before.files().equals(files)) {
            return;
        }
        var listed = lists.getOrDefault(process, Map.of()).get(hour);
        var rows = new ArrayList<String>();
        files.forEach(file -> rows.addAll(positions.of(store.get(file))));
        if (before != null && isCleaned(before.rows(), rows)) {
            contents.put(hour, new Content(before.number(), files, Set.copyOf(rows)));
            return;
        }
        if (listed == null || !listed.rows().equals(new HashSet<>(rows))) {
            isBroken("section " + hour.section() + ", hour " + hour.hour()
                    + ": a snapshot has other rows than any list: " + rows.size() + " rows, listed: "
                    + (listed == null ? "none" : listed.rows().size()));
            return;
        }
        if (rows.size() != listed.rows().size()) {
            isBroken("section " + hour.section() + ", hour " + hour.hour() + ": a snapshot has rows twice");
        }
        if (before != null && before.number() > listed.number()) {
            isBroken("section " + hour.section() + ", hour " + hour.hour() + ": an older list replaces a newer one");
        }
        contents.put(hour, new Content(listed.number(), files, listed.rows()));
    }

    /** Whether an hour's rows are those of before without people who are being erased. */
    private boolean isCleaned(Set<String> before, List<String> rows) {
        var gone = new HashSet<>(before);
        gone.removeAll(rows);
        return !gone.isEmpty()
                && gone.size() + rows.size() == before.size()
                && gone.stream().allMatch(this::mayBeErased);
    }

    private boolean mayBeErased(String row) {
        note();
        var position = byWords.get(row);
        return position != null && ledger.expected(position) != Expected.ONCE;
    }

    private void check(Instant sealedThrough, Set<String> rows) {
        note();
        for (var position : ledger.positions()) {
            var arrival = ledger.arrivalAt(position);
            if (isEvent(ledger.indexAt(position))
                    && arrival != null
                    && arrival.isBefore(sealedThrough)
                    && ledger.expected(position) == Expected.ONCE
                    && !rows.contains(Positions.words(position))) {
                isBroken("sealed_through is " + sealedThrough + ", and a record that arrived " + arrival
                        + " is no row of the table");
                return;
            }
        }
    }

    private void note() {
        var all = shards.get();
        StreamContents.note(all, noted, sent, ledger);
        noted = StreamContents.ends(all);
        if (byWords.size() < ledger.size()) {
            ledger.positions().forEach(position -> byWords.put(Positions.words(position), position));
        }
    }

    private static boolean isEvent(@Nullable Integer number) {
        return number != null && SentRecord.event(number).section() != null;
    }

    /** In the end the table has each event's row once, and nothing else. */
    void end(TableStore store) {
        note();
        var expected = new HashSet<String>();
        for (var position : ledger.positions()) {
            if (isEvent(ledger.indexAt(position)) && ledger.expected(position) != Expected.NOWHERE) {
                expected.add(Positions.words(position));
            }
        }
        var metadata = store.metadata();
        try {
            if (metadata == null) {
                isBroken("there is no table");
                return;
            }
            var table = table(store, metadata);
            var rows = new HashMap<String, Integer>();
            files(table)
                    .values()
                    .forEach(files -> files.forEach(
                            file -> positions.of(store.get(file)).forEach(row -> rows.merge(row, 1, Integer::sum))));
            var lost = new TreeSet<>(expected);
            lost.removeAll(rows.keySet());
            var foreign = new TreeSet<>(rows.keySet());
            foreign.removeAll(expected);
            long doubled = rows.values().stream().filter(count -> count > 1).count();
            if (!lost.isEmpty() || !foreign.isEmpty() || doubled > 0) {
                isBroken("in the end the table has %d rows: %d lost, %d doubled, %d never sent"
                        .formatted(rows.size(), lost.size(), doubled, foreign.size()));
            }
            for (var snapshot : table.snapshots()) {
                filesOf(table, snapshot.snapshotId()).values().forEach(files -> files.forEach(store::get));
            }
        } catch (NotFoundException missing) {
            isBroken("a file of the table is missing in the end: " + missing.getMessage());
        }
    }

    private static BaseTable table(TableStore store, String metadata) {
        return new BaseTable(new StaticTableOperations(metadata, new ReadOnlyIO(store)), "sealed_events");
    }

    private Set<String> rows(TableStore store, Map<Partition.OfEvents, Set<String>> hours) {
        var rows = new HashSet<String>();
        hours.values().forEach(files -> files.forEach(file -> rows.addAll(positions.of(store.get(file)))));
        return rows;
    }

    private static Map<Partition.OfEvents, Set<String>> files(BaseTable table) {
        var snapshot = table.currentSnapshot();
        return snapshot == null ? Map.of() : filesOf(table, snapshot.snapshotId());
    }

    private static Map<Partition.OfEvents, Set<String>> filesOf(BaseTable table, long snapshot) {
        var hours = new HashMap<Partition.OfEvents, Set<String>>();
        try (var tasks = table.newScan().useSnapshot(snapshot).planFiles()) {
            for (var task : tasks) {
                var partition = task.file().partition();
                long hour = partition.get(1, Integer.class);
                var key = new Partition.OfEvents(
                        partition.get(0, CharSequence.class).toString(),
                        Instant.ofEpochSecond(hour * Partition.SECONDS_AN_HOUR));
                hours.computeIfAbsent(key, any -> new TreeSet<>())
                        .add(task.file().location());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return hours;
    }
}
