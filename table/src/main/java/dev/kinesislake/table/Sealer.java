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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Records arrive late by hours, and by more when somebody redrives a batch. */
    private static final Duration RECENT = Duration.ofDays(2);

    private static final Duration LISTING_INTERVAL = Duration.ofDays(1);

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

    /** An hour that has to be built, as it was listed first. */
    private record Due(Partition.OfEvents hour, int objects, long bytes) {}

    /**
     * What a run has to do.
     *
     * @param since hours before that weren't listed
     * @param through up to when hours are sealed when all is done, as far as records are concerned
     * @param listsAt when the whole lake was listed, if the table should know
     */
    private record Task(
            List<Due> build,
            List<Partition.OfEvents> drop,
            Instant since,
            Instant through,
            Optional<Instant> listsAt) {}

    /** What a run has done so far. */
    private static final class Tally {
        private int built;
        private int dropped;
        private long rows;
        private int files;
        private long bytes;
        private Instant sealedThrough = Instant.MIN;
        private final Set<Partition.OfEvents> left = new HashSet<>();
        private final Set<Partition.OfEvents> postponed = new HashSet<>();
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
        var task = task(consumed, through, isUnfinishedToo, isRecentOnly);
        var due = task.build();
        listener.planned(
                due.size(),
                due.stream().mapToLong(Due::objects).sum(),
                due.stream().mapToLong(Due::bytes).sum());
        var tally = new Tally();
        int done = 0;
        while (done < due.size() && !options.isTimeUp().getAsBoolean()) {
            int to = Math.min(due.size(), done + options.hoursPerCommit());
            var hours = due.subList(done, to).stream().map(Due::hour).toList();
            done += replace(hours, to == due.size(), task, tally);
        }
        if (due.isEmpty() || done < due.size()) {
            due.subList(done, due.size()).forEach(hour -> tally.postponed.add(hour.hour()));
            replace(List.of(), true, task, tally);
        }
        return kept(tally, task.listsAt().isPresent() && tally.postponed.isEmpty());
    }

    /** Builds the hours of the table again whose objects have changed, and no other; what is sealed stays as it is said. */
    public void rebuild() throws InterruptedException {
        var sealed = table.load().hours();
        var task = task(Instant.MAX, Instant.MAX, true, false);
        var hours =
                task.build().stream().map(Due::hour).filter(sealed::containsKey).toList();
        var tally = new Tally();
        for (int done = 0; done < hours.size(); ) {
            int to = Math.min(hours.size(), done + options.hoursPerCommit());
            done += replace(hours.subList(done, to), false, task, tally);
        }
    }

    private Task task(Instant consumed, Instant through, boolean isUnfinishedToo, boolean isRecentOnly) {
        var now = clock.instant();
        var loaded = table.load();
        var sealed = loaded.hours();
        boolean isListed = loaded.listedAt()
                .filter(at -> at.plus(LISTING_INTERVAL).isAfter(now))
                .isPresent();
        var since = isRecentOnly && isListed
                ? earlier(consumed.minus(RECENT), loaded.sealedThrough().orElse(Instant.MIN))
                : Instant.MIN;
        var due = new ArrayList<Due>();
        lake.hours(since, raw -> {
            if (!Plan.isOver(raw.partition(), isUnfinishedToo ? Instant.MAX : consumed)
                    || isExpired(raw.partition(), now)) {
                return;
            }
            switch (Plan.of(raw.inputs(), raw.isArchived(), sealed.get(raw.partition()))) {
                case BUILD -> due.add(new Due(raw.partition(), raw.objects(), raw.bytes()));
                case EXPIRED -> listener.left(raw.partition(), "objects have expired since it was built");
                case ARCHIVED -> listener.left(raw.partition(), "its objects are archived");
                case KEEP -> {}
            }
        });
        due.sort(Comparator.comparing((Due hour) -> hour.hour().hour())
                .thenComparing(hour -> hour.hour().section()));
        var drop = sealed.keySet().stream().filter(hour -> isExpired(hour, now)).toList();
        return new Task(
                due,
                drop,
                since,
                through,
                isListed || !since.equals(Instant.MIN) ? Optional.empty() : Optional.of(now));
    }

    private boolean isExpired(Partition.OfEvents hour, Instant now) {
        return Plan.isExpired(hour, options.expiry(), now);
    }

    /**
     * Builds and commits hours; anew, if somebody else has changed them in between. Returns how many of the first ones are done: fewer,
     * where they take long.
     */
    private int replace(List<Partition.OfEvents> hours, boolean isLast, Task task, Tally tally)
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

    private int tryToReplace(List<Partition.OfEvents> hours, boolean isLast, Task task, Tally tally)
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
            tally.left.removeAll(hours);
            tally.left.addAll(left);
            var dropped =
                    isEnd ? task.drop().stream().filter(sealed::containsKey).toList() : List.<Partition.OfEvents>of();
            dropped.forEach(replacement::drop);
            // With the last ones, what is sealed by then is said in the same commit.
            var says = isEnd ? says(loaded, task, tally) : Map.<String, Instant>of();
            if (!built.isEmpty() && !lake.erasures().equals(erasures)) {
                throw new ConflictException("people are being erased");
            }
            replacement.commit(says);
            count(built, dropped.size(), tally);
            return done;
        }
    }

    private boolean isTimeUp(Instant end) {
        return options.isTimeUp().getAsBoolean() || end.isBefore(clock.instant());
    }

    /** The properties that have to change. */
    private static Map<String, Instant> says(LoadedTable loaded, Task task, Tally tally) {
        var says = new HashMap<String, Instant>();
        var unsealed = new HashSet<>(tally.left);
        unsealed.addAll(tally.postponed);
        var through = sealedThrough(task.through(), unsealed);
        // Somebody else has seen that an hour isn't sealed, which this run hasn't listed.
        var before = loaded.sealedThrough().filter(other -> other.isBefore(task.since()));
        through = before.isPresent() ? earlier(through, before.get()) : through;
        tally.sealedThrough = through;
        if (!Optional.of(through).equals(loaded.sealedThrough())) {
            says.put(LoadedTable.SEALED_THROUGH, through);
        }
        if (tally.postponed.isEmpty()) {
            task.listsAt().ifPresent(now -> says.put(LoadedTable.LISTED_AT, now));
        }
        return says;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void count(List<List<DataFile>> built, int dropped, Tally tally) {
        tally.built += built.size();
        tally.dropped += dropped;
        for (var files : built) {
            tally.files += files.size();
            for (var file : files) {
                tally.rows += file.recordCount();
                tally.bytes += file.fileSizeInBytes();
            }
        }
        if (!built.isEmpty()) {
            listener.committed(built.size());
        }
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

    /** Whole hours, and none behind one that is left. */
    private static Instant sealedThrough(Instant through, Set<Partition.OfEvents> left) {
        var first = left.stream()
                .map(Partition.OfEvents::hour)
                .min(Comparator.naturalOrder())
                .filter(hour -> hour.isBefore(through))
                .orElse(through);
        return Instant.ofEpochSecond(
                Math.floorDiv(first.getEpochSecond(), Partition.SECONDS_AN_HOUR) * (long) Partition.SECONDS_AN_HOUR);
    }

    /** @param isWhole whether the whole lake was listed: so is the table's folder then, which takes as long */
    private SealReport kept(Tally tally, boolean isWhole) {
        var loaded = table.load();
        int expired = Upkeep.expire(loaded, clock.instant().minus(table.kept()));
        int swept = isWhole ? Upkeep.sweep(loaded, clock.instant()) : 0;
        return new SealReport(
                tally.built,
                tally.rows,
                tally.files,
                tally.bytes,
                tally.left.size(),
                tally.postponed.size(),
                tally.sealedThrough,
                expired,
                swept,
                tally.dropped);
    }
}
