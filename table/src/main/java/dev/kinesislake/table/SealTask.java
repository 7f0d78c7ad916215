package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.iceberg.LoadedTable;
import dev.kinesislake.table.raw.RawLake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a run has to do.
 *
 * @param build hours whose objects differ from what the table was built from, from the oldest on
 * @param drop hours that have expired
 * @param since hours before that weren't listed
 * @param through up to when hours are sealed when all is done, as far as records are concerned
 * @param listsAt when the whole lake was listed, if the table should know
 */
record SealTask(
        List<Due> build, List<Partition.OfEvents> drop, Instant since, Instant through, Optional<Instant> listsAt) {

    /** Records arrive late by hours, and by more when somebody redrives a batch. */
    private static final Duration RECENT = Duration.ofDays(2);

    private static final Duration LISTING_INTERVAL = Duration.ofDays(1);

    /** An hour that has to be built, as it was listed first. */
    record Due(Partition.OfEvents hour, int objects, long bytes) {}

    /**
     * Which hours a run is about.
     *
     * @param consumed up to when the consumer has read
     * @param through the same, or when what waits to be redriven arrived, if that is earlier
     * @param isUnfinishedToo whether hours are built that aren't over
     * @param isRecentOnly whether the whole lake is listed only once a day
     */
    record Scope(Instant consumed, Instant through, boolean isUnfinishedToo, boolean isRecentOnly) {

        /** All of a lake. */
        static final Scope ALL = new Scope(Instant.MAX, Instant.MAX, true, false);
    }

    /** Lists hours and compares them with the table. */
    static SealTask of(
            Scope scope, LoadedTable loaded, RawLake lake, SealOptions options, SealListener listener, Instant now) {
        var sealed = loaded.hours();
        boolean isListed = loaded.listedAt()
                .filter(at -> at.plus(LISTING_INTERVAL).isAfter(now))
                .isPresent();
        var since = scope.isRecentOnly() && isListed
                ? earlier(scope.consumed().minus(RECENT), loaded.sealedThrough().orElse(Instant.MIN))
                : Instant.MIN;
        var due = new ArrayList<Due>();
        lake.hours(since, raw -> {
            if (!Plan.isOver(raw.partition(), scope.isUnfinishedToo() ? Instant.MAX : scope.consumed())
                    || Plan.isExpired(raw.partition(), options.expiry(), now)) {
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
        var drop = sealed.keySet().stream()
                .filter(hour -> Plan.isExpired(hour, options.expiry(), now))
                .toList();
        return new SealTask(
                due,
                drop,
                since,
                scope.through(),
                isListed || !since.equals(Instant.MIN) ? Optional.empty() : Optional.of(now));
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
