package dev.kinesislake.redrive.failed;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the key of an object of failed rows says of them.
 *
 * @param reason its label
 * @param day on which they arrived, UTC
 * @param first the position of the first
 */
record FailedKey(String reason, LocalDate day, Position first) {

    private static final Pattern FORM = Pattern.compile(Pattern.quote(LakeLayout.FAILED_PREFIX)
            + "reason=([^/]+)/dt=([0-9]{4}-[0-9]{2}-[0-9]{2})/hour=[0-9]{2}/" + RowId.FORM + "\\.ndjson\\.gz");

    /** Empty for an object that the consumer didn't write. */
    static Optional<FailedKey> parse(String key) {
        var parts = FORM.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FailedKey(
                    parts.group(1),
                    LocalDate.parse(parts.group(2)),
                    RowId.position(parts.group(3), parts.group(4), parts.group(5))));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
