package dev.kinesislake.table;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How a run seals.
 *
 * @param expiry how long the lake keeps objects: an hour that ended before that is dropped from the table, and not built any more; empty
 *     to keep all hours
 * @param hoursPerCommit how many hours at most; what is stored before a commit is lost if the run is stopped
 * @param isTimeUp whether no hour is begun any more after the first: the next run builds the others
 */
public record SealOptions(Optional<Duration> expiry, int hoursPerCommit, BooleanSupplier isTimeUp) {

    public static final SealOptions DEFAULT = new SealOptions(Optional.empty(), 200, () -> false);

    public SealOptions withExpiry(Optional<Duration> other) {
        return new SealOptions(other, hoursPerCommit, isTimeUp);
    }

    public SealOptions withHoursPerCommit(int other) {
        return new SealOptions(expiry, other, isTimeUp);
    }

    public SealOptions withTimeUp(BooleanSupplier other) {
        return new SealOptions(expiry, hoursPerCommit, other);
    }
}
