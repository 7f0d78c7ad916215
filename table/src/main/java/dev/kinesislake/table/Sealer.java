package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.UnbuiltHourException;
import dev.kinesislake.table.iceberg.ConflictException;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.iceberg.TableHour;
import dev.kinesislake.table.iceberg.Upkeep;
import dev.kinesislake.table.iceberg.UploadedHour;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.Inputs;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
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

    /** What is stored before a commit is lost if the run is stopped. */
    private static final int MAX_HOURS_PER_COMMIT = 200;

    private static final Duration MAX_TIME_PER_COMMIT = Duration.ofMinutes(2);

    private static final int MAX_TRIES = 5;

    private final RawLake lake;
    private final SealedTable table;
    private final HourBuilder builder;
    private final Frontier frontier;
    private final InstantSource clock;
    private final Supplier<String> runNames;
    private final BooleanSupplier isTimeUp;
    private final SealListener listener;

    /** One that takes the time that it needs. */
    public Sealer(
            RawLake lake,
            SealedTable table,
            HourBuilder builder,
            Frontier frontier,
            InstantSource clock,
            SealListener listener) {
        this(lake, table, builder, frontier, clock, () -> false, listener);
    }

    /**
     * One that leaves hours to the next run.
     *
     * @param isTimeUp whether no hour is begun any more
     */
    public Sealer(
            RawLake lake,
            SealedTable table,
            HourBuilder builder,
            Frontier frontier,
            InstantSource clock,
            BooleanSupplier isTimeUp,
            SealListener listener) {
        this(lake, table, builder, frontier, clock, () -> UUID.randomUUID().toString(), isTimeUp, listener);
    }

    Sealer(
            RawLake lake,
            SealedTable table,
            HourBuilder builder,
            Frontier frontier,
            InstantSource clock,
            Supplier<String> runNames,
            SealListener listener) {
        this(lake, table, builder, frontier, clock, runNames, () -> false, listener);
    }

    Sealer(
            RawLake lake,
            SealedTable table,
            HourBuilder builder,
            Frontier frontier,
            InstantSource clock,
            Supplier<String> runNames,
            BooleanSupplier isTimeUp,
            SealListener listener) {
        this.lake = lake;
        this.table = table;
        this.builder = builder;
        this.frontier = frontier;
        this.clock = clock;
        this.runNames = runNames;
        this.isTimeUp = isTimeUp;
        this.listener = listener;
    }

    /** An hour that has to be built, as it was listed first. */
    private record Due(Partition.OfEvents hour, int objects, long bytes) {}

    /** What a run has done so far. */
    private static final class Tally {
        private int built;
        private long rows;
        private int files;
        private long bytes;
        private final Set<Partition.OfEvents> left = new HashSet<>();
    }

    /**
     * Seals what is due.
     *
     * @param isUnfinishedToo whether hours are built that aren't over; they don't count as sealed
     * @throws SealException if others change the table faster than this run builds
     */
    public SealReport seal(boolean isUnfinishedToo) throws InterruptedException {
        return seal(isUnfinishedToo, Optional.empty());
    }

    /**
     * Seals what is due, without a look at hours that were sealed long ago: to list a large lake takes a request for each thousand objects
     * that it ever got. What holds {@code sealed_through} back, such as a discarded batch that waits, is looked at when it goes on.
     *
     * @param lookBack how long before {@code sealed_through} hours are listed; where nothing is sealed yet, all are
     * @throws SealException if others change the table faster than this run builds
     */
    public SealReport sealNew(boolean isUnfinishedToo, Duration lookBack) throws InterruptedException {
        return seal(isUnfinishedToo, Optional.of(lookBack));
    }

    private SealReport seal(boolean isUnfinishedToo, Optional<Duration> lookBack) throws InterruptedException {
        // In this order: what is consumed is stored, as a row or in a batch that is looked for after that.
        var consumed = frontier.consumedThrough();
        var through = frontier.oldestWaiting()
                .filter(waiting -> waiting.isBefore(consumed))
                .orElse(consumed);
        var due = due(isUnfinishedToo ? Instant.MAX : consumed, lookBack);
        listener.planned(
                due.size(),
                due.stream().mapToLong(Due::objects).sum(),
                due.stream().mapToLong(Due::bytes).sum());
        var tally = new Tally();
        int done = 0;
        while (done < due.size() && !isTimeUp.getAsBoolean()) {
            int to = Math.min(due.size(), done + MAX_HOURS_PER_COMMIT);
            var hours = due.subList(done, to).stream().map(Due::hour).toList();
            // With the last ones, what is sealed by then is said in the same commit.
            done += replace(hours, to == due.size() ? through : null, tally);
        }
        var postponed = due.subList(done, due.size()).stream().map(Due::hour).toList();
        var unsealed = new HashSet<>(tally.left);
        unsealed.addAll(postponed);
        var sealedThrough = sealedThrough(through, unsealed);
        if (due.isEmpty() || !postponed.isEmpty()) {
            say(sealedThrough);
        }
        return kept(tally, postponed.size(), sealedThrough);
    }

    private List<Due> due(Instant consumed, Optional<Duration> lookBack) {
        var loaded = table.load();
        var sealed = loaded.hours();
        var since = lookBack.flatMap(
                        before -> loaded.sealedThrough().map(through -> through.minus(before)))
                .orElse(Instant.MIN);
        var due = new ArrayList<Due>();
        lake.hours(since, raw -> {
            if (!Plan.isOver(raw.partition(), consumed)) {
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
        return due;
    }

    /**
     * Builds and commits hours; anew, if somebody else has changed them in between. Returns how many of the first ones are done: with what
     * has taken long, a run that is stopped loses little.
     */
    private int replace(List<Partition.OfEvents> hours, @Nullable Instant through, Tally tally)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var loaded = table.load();
            var sealed = loaded.hours();
            var uploaded = new ArrayList<UploadedHour>();
            boolean isUnknown = false;
            boolean isCommitted = false;
            try {
                var left = new HashSet<Partition.OfEvents>();
                int done = 0;
                var end = clock.instant().plus(MAX_TIME_PER_COMMIT);
                while (done < hours.size()
                        && (done == 0 || !(isTimeUp.getAsBoolean() || end.isBefore(clock.instant())))) {
                    var hour = hours.get(done);
                    if (!upload(hour, loaded, sealed.get(hour), uploaded)) {
                        left.add(hour);
                    }
                    done++;
                }
                tally.left.removeAll(hours);
                tally.left.addAll(left);
                var says = through == null || done < hours.size() ? null : sealedThrough(through, tally.left);
                if (!uploaded.isEmpty() || (says != null && !Optional.of(says).equals(loaded.sealedThrough()))) {
                    loaded.commit(uploaded, says);
                }
                isCommitted = true;
                count(uploaded, tally);
                return done;
            } catch (ConflictException overtaken) {
                listener.overtaken();
                if (attempt == MAX_TRIES) {
                    throw new SealException(
                            "the table was changed by others in each of " + MAX_TRIES + " tries: is it sealed twice?",
                            overtaken);
                }
            } catch (CommitStateUnknownException unknown) {
                isUnknown = true; // so nothing may be deleted
                throw unknown;
            } finally {
                if (!isCommitted && !isUnknown) {
                    loaded.discard(uploaded);
                }
            }
        }
    }

    private void count(List<UploadedHour> uploaded, Tally tally) {
        tally.built += uploaded.size();
        for (var hour : uploaded) {
            tally.files += hour.files().size();
            for (var file : hour.files()) {
                tally.rows += file.recordCount();
                tally.bytes += file.fileSizeInBytes();
            }
        }
        if (!uploaded.isEmpty()) {
            listener.committed(uploaded.size());
        }
    }

    /** Builds an hour and stores its files, if they aren't the table's by now. Returns false if that can't be done. */
    private boolean upload(
            Partition.OfEvents hour, LoadedTable loaded, @Nullable TableHour sealed, List<UploadedHour> uploaded)
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
                    var stored = loaded.upload(hour, inputs, runNames.get(), files.files());
                    uploaded.add(stored);
                    listener.built(
                            hour,
                            objects.size(),
                            files.rows(),
                            files.files().size(),
                            stored.files().stream()
                                    .mapToLong(file -> file.fileSizeInBytes())
                                    .sum());
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

    private void say(Instant sealedThrough) throws InterruptedException {
        replace(List.of(), sealedThrough, new Tally());
    }

    private SealReport kept(Tally tally, int postponed, Instant sealedThrough) {
        var loaded = table.load();
        int expired = Upkeep.expire(loaded, clock.instant().minus(table.kept()));
        int swept = Upkeep.sweep(loaded, clock.instant());
        return new SealReport(
                tally.built,
                tally.rows,
                tally.files,
                tally.bytes,
                tally.left.size(),
                postponed,
                sealedThrough,
                expired,
                swept);
    }
}
