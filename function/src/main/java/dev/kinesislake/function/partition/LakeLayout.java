package dev.kinesislake.function.partition;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where things lie in the two buckets. The handler takes its keys from here, and the infrastructure its lifecycle prefixes and
 * the resources of its policies, so that neither can drift from the other.
 */
public final class LakeLayout {

    /** All rows of the lake lie below this prefix of the lake bucket. */
    public static final String EVENTS_PREFIX = "events/";

    /** All failed rows lie below this prefix of the failed bucket. */
    public static final String FAILED_PREFIX = "failed/";

    /**
     * Batches that the function could not process at all lie below this prefix of the failed bucket. The prefix is Lambda's own
     * (AWS Lambda Developer Guide, "Retain discarded records for a Kinesis event source").
     */
    public static final String UNPROCESSED_PREFIX = "aws/lambda/";

    /**
     * What was redriven is noted below this prefix of the failed bucket: where no reader of failed rows looks, and with a lifecycle
     * of its own, so that no note is gone before its row is.
     */
    public static final String REDRIVEN_PREFIX = "redriven/";

    /**
     * Results of Athena's queries lie below this prefix of the lake bucket: where no reader of events looks, and with a lifecycle of
     * their own.
     */
    public static final String QUERY_RESULTS_PREFIX = "athena-results/";

    /** The table of sealed hours lies below this prefix of the lake bucket: where no reader of events looks. */
    public static final String SEALED_PREFIX = "sealed/";

    /** Who is erased, in the lake bucket: where no reader of events looks. */
    public static final String ERASED_KEY = "erased/people.json";
    /** The table of sealed hours, in the catalogue. */
    public static final String SEALED_TABLE = "sealed_events";

    /** Code of functions lies below this prefix of the lake bucket: no row is there. */
    public static final String CODE_PREFIX = "functions/";

    /** Where the lake bucket has what events say. */
    public static final List<String> DATA_PREFIXES = List.of(EVENTS_PREFIX, QUERY_RESULTS_PREFIX, SEALED_PREFIX);

    private static final String HOUR_TEMPLATE = "dt=${dt}/hour=${hour}/";

    /**
     * The folder of the lake bucket for a section's events of an hour, with a slash at its end. The placeholders stand for the values as
     * the path has them, as in the location template of a table with partition projection (Athena User Guide, "Specify custom S3
     * storage locations").
     */
    public static final String EVENTS_TEMPLATE = EVENTS_PREFIX + "section=${section}/" + HOUR_TEMPLATE;

    /** The same of the failed bucket, for an hour's records that failed for one reason. */
    public static final String FAILED_TEMPLATE = FAILED_PREFIX + "reason=${reason}/" + HOUR_TEMPLATE;

    private static final String REDRIVEN_ROWS_PREFIX = REDRIVEN_PREFIX + "rows/";
    private static final String REDRIVEN_BATCHES_PREFIX = REDRIVEN_PREFIX + "batches/";
    private static final String REDRIVEN_PARTS_PREFIX = REDRIVEN_PREFIX + "parts/";

    private LakeLayout() {}

    /** The folder of the lake bucket for a section's events of an hour, with a slash at its end. */
    public static String lakePrefix(String section, Instant arrival) {
        return sectionPrefix(section) + hourFolder(arrival);
    }

    /** The folder of the lake bucket for a section's events, with a slash at its end. */
    public static String sectionPrefix(String section) {
        return EVENTS_PREFIX + "section=" + sectionInPath(section) + "/";
    }

    /** A section as paths spell it: escaped as Hive and Spark do. */
    public static String sectionInPath(String section) {
        return HivePath.escape(section);
    }

    /** The section that {@link #sectionInPath} spells so. */
    public static String sectionOfPath(String inPath) {
        return HivePath.unescape(inPath);
    }

    /** The folder of the failed bucket for an hour's records that failed for one reason, with a slash at its end. */
    public static String failedPrefix(Reason reason, Instant arrival) {
        return FAILED_PREFIX + "reason=" + reason.label() + "/" + hourFolder(arrival);
    }

    /** All notes that a batch was redriven lie below this prefix of the failed bucket. */
    public static String redrivenBatchesPrefix() {
        return REDRIVEN_BATCHES_PREFIX;
    }

    /** All notes on redriven rows lie below this prefix of the failed bucket. */
    public static String redrivenRowsPrefix() {
        return REDRIVEN_ROWS_PREFIX;
    }

    /** The folder of the failed bucket for the notes on redriving a failed row, with a slash at its end. */
    public static String redrivenPrefix(Position row) {
        return REDRIVEN_ROWS_PREFIX + row.inKey() + "/";
    }

    /**
     * The key of the note that a batch was redriven.
     *
     * @param batch the key of the batch that Lambda stored
     */
    public static String redrivenKey(String batch) {
        return REDRIVEN_BATCHES_PREFIX + batch.substring(UNPROCESSED_PREFIX.length()) + ".json";
    }

    /**
     * The folder of the notes on parts of a batch that were redriven, with a slash at its end. A note's name is the sequence number of the
     * first record behind the part.
     *
     * @param batch the key of the batch that Lambda stored
     */
    public static String redrivenPartPrefix(String batch) {
        return REDRIVEN_PARTS_PREFIX + batch.substring(UNPROCESSED_PREFIX.length()) + "/";
    }

    /**
     * The key of an object: its folder, the position of its first row, and its suffix, such as {@code .parquet}. It
     * comes from the data alone, so that a retry overwrites what an earlier try stored.
     */
    public static String key(String prefix, Position firstRow, String suffix) {
        return prefix + firstRow.inKey() + suffix;
    }

    /** The folder of an hour inside that of a section or reason, with a slash at its end. */
    public static String hourFolder(Instant arrival) {
        // Without a formatter, which takes the function's start some 10 ms.
        var time = LocalDateTime.ofInstant(arrival, ZoneOffset.UTC);
        return "dt=" + time.toLocalDate() + (time.getHour() < 10 ? "/hour=0" : "/hour=") + time.getHour() + "/";
    }
}
