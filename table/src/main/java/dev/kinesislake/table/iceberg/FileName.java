package dev.kinesislake.table.iceberg;

import dev.kinesislake.table.raw.Inputs;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A data file's name: what it is built from, which run has built it, and its number. What an hour is built from must outlive snapshots,
 * which expire. The run makes the name its own, so that a run may delete what it hasn't committed.
 */
final class FileName {

    private static final Pattern NAME = Pattern.compile(".*/([0-9a-f]{32})-(\\d{1,9})-[^/]+-\\d{5}\\.parquet");

    private FileName() {}

    static String of(Inputs inputs, String run, int number) {
        return "%s-%d-%s-%05d.parquet".formatted(inputs.hash(), inputs.count(), run, number);
    }

    /** Empty for a file that sealing hasn't written. */
    static Optional<Inputs> inputs(String location) {
        var parts = NAME.matcher(location);
        return parts.matches()
                ? Optional.of(new Inputs(parts.group(1), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }
}
