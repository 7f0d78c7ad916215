package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failed rows are meant.
 *
 * @param reasons their labels; where empty, all
 * @param from the first day of arrival, UTC; null for any
 * @param to the last day of arrival, UTC; null for any
 * @param ids the only ones; where empty, all
 * @param before they have arrived. What is redriven and fails again is stored behind it, and isn't redriven again for ever
 */
public record Choice(
        Set<String> reasons,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Set<Position> ids,
        Instant before) {

    public Choice {
        reasons = Set.copyOf(reasons);
        ids = Set.copyOf(ids);
    }

    /** Everything that has arrived so far. */
    public static Choice everything() {
        return new Choice(Set.of(), null, null, Set.of(), Instant.MAX);
    }

    /** These rows, wherever they are. */
    public static Choice of(Set<Position> ids) {
        return new Choice(Set.of(), null, null, ids, Instant.MAX);
    }

    /** Whether an object may hold some of them. */
    boolean mayBeIn(FailedKey object) {
        return (reasons.isEmpty() || reasons.contains(object.reason()))
                && includes(object.day())
                && (ids.isEmpty() || ids.stream().anyMatch(id -> RowId.isUpTo(object.first(), id)));
    }

    boolean includes(FailedRow row) {
        return (ids.isEmpty() || ids.contains(row.record().position()))
                && row.record().arrivalTime().isBefore(before);
    }

    /** Whether it's about that day, UTC. */
    boolean includes(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    /** Whether a batch is meant, by the day on which its first record arrived. */
    boolean includes(StoredBatch batch) {
        return includes(LocalDate.ofInstant(batch.firstArrival(), ZoneOffset.UTC));
    }
}
