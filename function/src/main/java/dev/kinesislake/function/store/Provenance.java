package dev.kinesislake.function.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which attempt stored which rows of which stream in an object. It stands in the object's user-defined metadata ({@code x-amz-meta-…}).
 *
 * @param stream the stream's ARN
 * @param firstRow position of the object's first row, as it stands in the key
 * @param lastRow position of its last row
 * @param rows how many rows it has
 */
public record Provenance(Attempt attempt, String stream, String firstRow, String lastRow, int rows) {

    private static final String ATTEMPT_START = "attempt-start";
    private static final String ATTEMPT_REQUEST = "attempt-request";
    private static final String STREAM = "stream";
    private static final String FIRST_ROW = "first-row";
    private static final String LAST_ROW = "last-row";
    private static final String ROWS = "rows";

    /** As user-defined metadata: values by lower-case name, without the prefix. */
    public Map<String, String> toMetadata() {
        var metadata = new HashMap<String, String>(8);
        metadata.put(ATTEMPT_START, attempt.start().toString());
        metadata.put(ATTEMPT_REQUEST, attempt.requestId());
        metadata.put(STREAM, stream);
        metadata.put(FIRST_ROW, firstRow);
        metadata.put(LAST_ROW, lastRow);
        metadata.put(ROWS, Integer.toString(rows));
        return metadata;
    }

    /** Reads what {@link #toMetadata} wrote; empty if it isn't there, or not whole. */
    public static Optional<Provenance> of(Map<String, String> metadata) {
        try {
            return Optional.of(new Provenance(
                    new Attempt(Instant.parse(value(metadata, ATTEMPT_START)), value(metadata, ATTEMPT_REQUEST)),
                    value(metadata, STREAM),
                    value(metadata, FIRST_ROW),
                    value(metadata, LAST_ROW),
                    Integer.parseInt(value(metadata, ROWS))));
        } catch (DateTimeException | NumberFormatException incomplete) {
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> metadata, String name) {
        return metadata.getOrDefault(name, "");
    }

    /** Whether an object with that provenance holds the same rows. */
    boolean hasTheRowsOf(Provenance other) {
        return rows == other.rows && firstRow.equals(other.firstRow) && lastRow.equals(other.lastRow);
    }
}
