package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.Builder;
import dev.kinesislake.table.build.UnbuiltHourException;
import dev.kinesislake.table.iceberg.ConflictException;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.iceberg.Replacement;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.iceberg.TableHour;
import dev.kinesislake.table.iceberg.Upkeep;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.jspecify.annotations.Nullable;

/**
 * Seals hours: builds those whose objects differ from what the table was built from, and replaces them in the table. The lake's objects
 * stay the truth, so it may run at any time, more than once at a time, and be stopped anywhere: the table has an hour as it was, or as
 * it is.
 *
 * <p>That holds by an order: the table is loaded, then an hour's objects are listed, then the hour is built and committed. A commit is
 * refused if somebody else has replaced the hour since the table was loaded, so no older list ever replaces a newer one.
 */
public final class Sealer {

    private static final int MAX_TRIES = 5;

    /** What is built before a commit is lost if the run is stopped. */
    private static final Duration MAX_TIME_PER_COMMIT = Duration.ofMinutes(2);

    private final RawLake lake;
    private final SealedTable table;
    private final Builder builder;
    private final Frontier frontier;
    private final InstantSource clock;
    private final SealListener listener;
    private final SealOptions options;

    public Sealer(
            RawLake lake,
            SealedTable table,
            Builder builder,
            Frontier frontier,
            InstantSource clock,
            SealListener listener) {
        this(lake, table, builder, frontier, clock, listener, SealOptions.DEFAULT);
    }

    public Sealer(
            RawLake lake,
            SealedTable table,
            Builder builder,
            Frontier frontier,
            InstantSource clock,
            SealListener listener,
            SealOptions options) {
        this.lake = lake;
        this.table = table;
        this.builder = builder;
        this.frontier = frontier;
        this.clock = clock;
        this.listener = listener;
        this.options = options;
    }

    /**
     * Seals what is due, wherever it is in the lake.
     *
     * @param isUnfinishedToo whether hours are built that aren't over; they don't count as sealed
     * @throws SealException if others change the table faster than this run builds
     */
    public SealReport seal(boolean isUnfinishedToo) throws InterruptedException {
        return seal(isUnfinishedToo, false);
    }

    /**
     * Seals what is due among recent hours, and once a day wherever it is: for runs that come by a schedule, since listing a whole lake
     * takes a request for each thousand objects. Recent are two days, and what is newer than the table's {@code sealed_through}: hours
     * that wait for a discarded batch, or couldn't be built, are listed each time.
     *
     * @throws SealException if others change the table faster than this run builds
     */
    public SealReport sealRecent() throws InterruptedException {
        return seal(false, true);
    }

    private SealReport seal(boolean isUnfinishedToo, boolean isRecentOnly) throws InterruptedException {
        // In this order: what is consumed is stored, as a row or in a batch that is looked for after that.
        var consumed = frontier.consumedThrough();
        var through = frontier.oldestWaiting()
                .filter(waiting -> waiting.isBefore(consumed))
                .orElse(consumed);
        var task = task(new SealTask.Scope(consumed, through, isUnfinishedToo, isRecentOnly));
        var due = task.build();
        listener.planned(
                due.size(),
                due.stream().mapToLong(SealTask.Due::objects).sum(),
                due.stream().mapToLong(SealTask.Due::bytes).sum());
        var tally = new SealTally();
        int done = 0;
        while (done < due.size() && !options.isTimeUp().getAsBoolean()) {
            int to = Math.min(due.size(), done + options.hoursPerCommit());
            var hours = due.subList(done, to).stream().map(SealTask.Due::hour).toList();
            done += replace(hours, to == due.size(), task, tally);
        }
        if (due.isEmpty() || done < due.size()) {
            due.subList(done, due.size()).forEach(hour -> tally.postpone(hour.hour()));
            replace(List.of(), true, task, tally);
        }
        return kept(tally, task);
    }

    /** Builds the hours of the table again whose objects have changed, and no other; what is sealed stays as it is said. */
    public void rebuild() throws InterruptedException {
        var sealed = table.load().hours();
        var task = task(SealTask.Scope.ALL);
        var hours = task.build().stream()
                .map(SealTask.Due::hour)
                .filter(sealed::containsKey)
                .toList();
        var tally = new SealTally();
        for (int done = 0; done < hours.size(); ) {
            int to = Math.min(hours.size(), done + options.hoursPerCommit());
            done += replace(hours.subList(done, to), false, task, tally);
        }
    }

    private SealTask task(SealTask.Scope scope) {
        var now = clock.instant();
        return SealTask.of(scope, table.load(), lake, options, listener, now);
    }

    /**
     * Builds and commits hours; anew, if somebody else has changed them in between. Returns how many of the first ones are done: fewer,
     * where they take long.
     */
    private int replace(List<Partition.OfEvents> hours, boolean isLast, SealTask task, SealTally tally)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return tryToReplace(hours, isLast, task, tally);
            } catch (ConflictException overtaken) {
                listener.overtaken();
                if (attempt == MAX_TRIES) {
                    throw new SealException(
                            "the table was changed by others in each of " + MAX_TRIES + " tries: is it sealed twice?",
                            overtaken);
                }
            }
        }
    }

    private int tryToReplace(List<Partition.OfEvents> hours, boolean isLast, SealTask task, SealTally tally)
            throws InterruptedException, ConflictException {
        var loaded = table.load();
        var sealed = loaded.hours();
        var erasures = lake.erasures();
        try (var replacement = loaded.replacement()) {
            var built = new ArrayList<List<DataFile>>();
            var left = new HashSet<Partition.OfEvents>();
            int done = 0;
            var end = clock.instant().plus(MAX_TIME_PER_COMMIT);
            while (done < hours.size() && (done == 0 || !isTimeUp(end))) {
                var hour = hours.get(done);
                if (!build(hour, loaded, sealed.get(hour), replacement, built)) {
                    left.add(hour);
                }
                done++;
            }
            boolean isEnd = isLast && done == hours.size();
            tally.tried(hours, left);
            var dropped =
                    isEnd ? task.drop().stream().filter(sealed::containsKey).toList() : List.<Partition.OfEvents>of();
            dropped.forEach(replacement::drop);
            // With the last ones, what is sealed by then is said in the same commit.
            var says = isEnd ? tally.says(loaded, task) : Map.<String, Instant>of();
            if (!built.isEmpty() && !lake.erasures().equals(erasures)) {
                throw new ConflictException("people are being erased");
            }
            replacement.commit(says);
            tally.committed(built, dropped.size());
            if (!built.isEmpty()) {
                listener.committed(built.size());
            }
            return done;
        }
    }

    private boolean isTimeUp(Instant end) {
        return options.isTimeUp().getAsBoolean() || end.isBefore(clock.instant());
    }

    /** Builds an hour and stores its files, if they aren't the table's by now. Returns false if that can't be done. */
    private boolean build(
            Partition.OfEvents hour,
            LoadedTable loaded,
            @Nullable TableHour sealed,
            Replacement replacement,
            List<List<DataFile>> built)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var objects = lake.objects(hour);
            var inputs = Inputs.of(objects);
            boolean isArchived = objects.stream().anyMatch(RawObject::isArchived);
            if (objects.isEmpty() || Plan.of(inputs, isArchived, sealed) != Plan.BUILD) {
                return true;
            }
            try (var files = builder.build(hour, objects, loaded.columns())) {
                if (sealed != null || !files.files().isEmpty()) {
                    var stored = replacement.upload(hour, inputs, files.files());
                    built.add(stored);
                    listener.built(
                            hour,
                            objects.size(),
                            files.rows(),
                            stored.size(),
                            stored.stream().mapToLong(DataFile::fileSizeInBytes).sum());
                }
                return true;
            } catch (ChangedObjectException changed) {
                if (attempt == MAX_TRIES) {
                    listener.left(hour, "its objects change all the time: " + changed.getMessage());
                    return false;
                }
            } catch (UnbuiltHourException unbuilt) {
                listener.left(hour, String.valueOf(unbuilt.getMessage()));
                return false;
            }
        }
    }

    /** Where the whole lake was listed, so is the table's folder, which takes as long. */
    private SealReport kept(SealTally tally, SealTask task) {
        var loaded = table.load();
        int expired = Upkeep.expire(loaded, clock.instant().minus(table.kept()));
        int swept = tally.isWhole(task) ? Upkeep.sweep(loaded, clock.instant()) : 0;
        return tally.report(expired, swept);
    }
}
