package dev.kinesislake.table.iceberg;

import dev.kinesislake.table.raw.Inputs;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data file's name: what it is built from, which run has built it, and its number. What an hour is built from must outlive snapshots,
 * which expire. The run makes the name its own, so that a run may delete what it hasn't committed.
 *
 * <p>Spark names files itself. What {@code examples/pyspark/seal_hour.py} has built says so in a property of the table, by the id that
 * stands in the names of one write's files.
 */
final class FileName {

    private static final Pattern NAME = Pattern.compile(".*/([0-9a-f]{32})-(\\d{1,9})-[^/]+-\\d{5}\\.parquet");

    private static final String MARK = "built_from.";
    private static final Pattern SPARK_NAME =
            Pattern.compile(".*/\\d+-\\d+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\\d+-\\d+\\.parquet");
    private static final Pattern MARKED = Pattern.compile("([0-9a-f]{32})-(\\d{1,9})");

    private FileName() {}

    static String of(Inputs inputs, String run, int number) {
        return "%s-%d-%s-%05d.parquet".formatted(inputs.hash(), inputs.count(), run, number);
    }

    /**
     * Empty for a file that sealing hasn't written.
     *
     * @param properties of the table
     */
    static Optional<Inputs> inputs(String location, Map<String, String> properties) {
        var name = NAME.matcher(location);
        if (name.matches()) {
            return Optional.of(inputs(name));
        }
        var spark = SPARK_NAME.matcher(location);
        var mark = MARKED.matcher(spark.matches() ? properties.getOrDefault(MARK + spark.group(1), "") : "");
        return mark.matches() ? Optional.of(inputs(mark)) : Optional.empty();
    }

    private static Inputs inputs(Matcher parts) {
        return new Inputs(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
