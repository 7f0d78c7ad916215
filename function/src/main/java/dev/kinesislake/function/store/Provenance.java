package dev.kinesislake.function.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which attempt stored which rows in an object. It stands in the object's user-defined metadata, {@code x-amz-meta-attempt}, {@code -rows}
 * and {@code -stream}. The first row stands in the object's key.
 *
 * @param stream the stream's ARN, or empty if unknown
 * @param rows how many rows the object has
 * @param lastRow position of its last row, as positions stand in keys
 */
public record Provenance(Attempt attempt, String stream, int rows, String lastRow) {

    private static final String ATTEMPT = "attempt";
    private static final String ROWS = "rows";
    private static final String STREAM = "stream";

    private static final Pattern ROWS_VALUE = Pattern.compile("(\\d{1,9}) to (\\S+)");

    /** As user-defined metadata: values by lower-case name, without the prefix. */
    public Map<String, String> toMetadata() {
        var metadata = new HashMap<String, String>(4);
        metadata.put(ATTEMPT, attempt.toString());
        metadata.put(ROWS, rows + " to " + lastRow);
        if (!stream.isEmpty()) {
            metadata.put(STREAM, stream);
        }
        return metadata;
    }

    /**
     * Reads what {@link #toMetadata} wrote; empty if it isn't there, or not whole.
     *
     * @param headers values by name, in any case: some servers and proxies write header names their own way
     */
    public static Optional<Provenance> of(Map<String, String> headers) {
        var metadata = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        metadata.putAll(headers);
        var rows = ROWS_VALUE.matcher(metadata.getOrDefault(ROWS, ""));
        if (!rows.matches()) {
            return Optional.empty();
        }
        return Attempt.parse(metadata.getOrDefault(ATTEMPT, ""))
                .map(attempt -> new Provenance(
                        attempt, metadata.getOrDefault(STREAM, ""), Integer.parseInt(rows.group(1)), rows.group(2)));
    }

    /** Whether an object under the same key, with that provenance, holds the same rows. */
    boolean hasTheRowsOf(Provenance other) {
        return rows == other.rows && lastRow.equals(other.lastRow);
    }
}
