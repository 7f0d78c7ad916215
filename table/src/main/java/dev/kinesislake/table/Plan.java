package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.iceberg.TableHour;
import dev.kinesislake.table.raw.Inputs;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an hour is built. */
enum Plan {
    /** The table has other rows than the folder. */
    BUILD,
    /** The table has what the folder has. */
    KEEP,
    /** Objects have expired since the table's hour was built: what is left of them must not replace it. */
    EXPIRED,
    /** Objects would have to be restored first. */
    ARCHIVED;

    /**
     * Decides about an hour that has objects.
     *
     * @param sealed the table's; null if it has none
     */
    static Plan of(Inputs inputs, boolean isArchived, @Nullable TableHour sealed) {
        if (sealed != null) {
            if (sealed.isBuiltFrom(inputs)) {
                return KEEP;
            }
            if (sealed.builtFrom()
                    .filter(before -> before.count() > inputs.count())
                    .isPresent()) {
                return EXPIRED;
            }
        }
        return isArchived ? ARCHIVED : BUILD;
    }

    /**
     * Whether the table keeps an hour no longer.
     *
     * @param expiry how long the lake keeps objects; empty for all the time
     */
    static boolean isExpired(Partition.OfEvents hour, Optional<Duration> expiry, Instant now) {
        return expiry.filter(kept -> isOver(hour, now.minus(kept))).isPresent();
    }

    /** Whether an hour is over. */
    static boolean isOver(Partition.OfEvents hour, Instant consumedThrough) {
        return !hour.hour().plusSeconds(Partition.SECONDS_AN_HOUR).isAfter(consumedThrough);
    }
}
