package dev.kinesislake.table.raw;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what {@link LakeLayout} writes. */
public final class HourFolder {

    private static final Pattern KEY = Pattern.compile(
            Pattern.quote(LakeLayout.EVENTS_PREFIX)
                    + "section=([^/]+)/dt=(\\d{4}-\\d{2}-\\d{2})/hour=(\\d{2})/[^/]+\\.parquet",
            Pattern.DOTALL);

    private HourFolder() {}

    /** The section and hour that an object's key names; empty for an object that the consumer didn't write. */
    public static Optional<Partition.OfEvents> of(String key) {
        var parts = KEY.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var section = LakeLayout.sectionOfPath(parts.group(1));
        try {
            var hour = LocalDateTime.parse(parts.group(2) + "T" + parts.group(3) + ":00");
            return LakeLayout.sectionInPath(section).equals(parts.group(1))
                    ? Optional.of(new Partition.OfEvents(section, hour.toInstant(ZoneOffset.UTC)))
                    : Optional.empty();
        } catch (DateTimeException noHour) {
            return Optional.empty();
        }
    }
}
