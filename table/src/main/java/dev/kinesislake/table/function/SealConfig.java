package dev.kinesislake.table.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the infrastructure tells the sealing function. It writes itself to the function's environment, which the Pulumi program declares,
 * and reads itself from it, which the handler does when it starts.
 *
 * @param lakeBucket the bucket of the valid events and of the table
 * @param failedBucket the bucket of the discarded batches
 * @param database of the table, in Glue
 * @param stream the stream's name
 * @param consumer the name of the function that stores the stream's records
 * @param snapshotDays how long the table can be read as it was
 * @param expireDays after how many days the lake's objects expire, and the table's hours with them; empty to keep all
 */
public record SealConfig(
        String lakeBucket,
        String failedBucket,
        String database,
        String stream,
        String consumer,
        int snapshotDays,
        OptionalInt expireDays) {

    /** What the function's configuration names as its handler. */
    public static final String HANDLER = "dev.kinesislake.table.function.SealHandler";

    /** Of the function, in MB: DuckDB's limit, the heap, and what both take besides. */
    public static final int MEMORY_MB = 2_048;

    /** Of the function's temporary folder, in MB: an hour's objects, its files and what DuckDB spills. */
    public static final int SCRATCH_MB = 4_096;

    public static final int MAX_SNAPSHOT_DAYS = 365;

    private static final String LAKE_BUCKET = "LAKE_BUCKET";
    private static final String FAILED_BUCKET = "FAILED_BUCKET";
    private static final String DATABASE = "GLUE_DATABASE";
    private static final String STREAM = "STREAM";
    private static final String CONSUMER = "CONSUMER_FUNCTION";
    private static final String SNAPSHOT_DAYS = "SNAPSHOT_DAYS";
    private static final String EXPIRE_DAYS = "EXPIRE_DAYS";
    private static final String NEVER = "never";

    /** The function's environment variables. */
    public Map<String, String> toEnvironment() {
        return new TreeMap<>(Map.of(
                LAKE_BUCKET,
                lakeBucket,
                FAILED_BUCKET,
                failedBucket,
                DATABASE,
                database,
                STREAM,
                stream,
                CONSUMER,
                consumer,
                SNAPSHOT_DAYS,
                Integer.toString(snapshotDays),
                EXPIRE_DAYS,
                expireDays.isPresent() ? Integer.toString(expireDays.getAsInt()) : NEVER));
    }

    /** How long the table keeps an hour; empty for all the time. */
    Optional<Duration> expiry() {
        return expireDays.isPresent() ? Optional.of(Duration.ofDays(expireDays.getAsInt())) : Optional.empty();
    }

    /**
     * Reads what {@link #toEnvironment} wrote.
     *
     * @throws IllegalStateException if a variable is missing or wrong; its message names all of them
     */
    public static SealConfig fromEnvironment(Map<String, String> environment) {
        var problems = new ArrayList<String>();
        var config = new SealConfig(
                required(environment, LAKE_BUCKET, problems),
                required(environment, FAILED_BUCKET, problems),
                required(environment, DATABASE, problems),
                required(environment, STREAM, problems),
                required(environment, CONSUMER, problems),
                days(SNAPSHOT_DAYS, 0, MAX_SNAPSHOT_DAYS, environment, problems),
                NEVER.equals(environment.get(EXPIRE_DAYS))
                        ? OptionalInt.empty()
                        : OptionalInt.of(days(EXPIRE_DAYS, 1, Integer.MAX_VALUE, environment, problems)));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("environment variables: " + String.join("; ", problems));
        }
        return config;
    }

    private static String required(Map<String, String> environment, String name, List<String> problems) {
        var value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            problems.add(name + " is not set");
        }
        return value;
    }

    private static int days(String name, int min, int max, Map<String, String> environment, List<String> problems) {
        var digits = String.valueOf(environment.get(name));
        try {
            int days = Integer.parseInt(digits);
            if (days >= min && days <= max) {
                return days;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        problems.add(name + " is " + digits + ", allowed is " + min + " to " + max);
        return min;
    }
}
