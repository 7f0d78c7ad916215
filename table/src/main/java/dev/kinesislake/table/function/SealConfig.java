package dev.kinesislake.table.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 */
public record SealConfig(
        String lakeBucket, String failedBucket, String database, String stream, String consumer, int snapshotDays) {

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
                Integer.toString(snapshotDays)));
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
                days(String.valueOf(environment.get(SNAPSHOT_DAYS)), problems));
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

    private static int days(String digits, List<String> problems) {
        try {
            int days = Integer.parseInt(digits);
            if (days >= 0 && days <= MAX_SNAPSHOT_DAYS) {
                return days;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        problems.add(SNAPSHOT_DAYS + " is " + digits + ", allowed is 0 to " + MAX_SNAPSHOT_DAYS);
        return 0;
    }
}
