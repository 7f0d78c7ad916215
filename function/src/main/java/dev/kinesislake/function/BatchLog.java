package dev.kinesislake.function;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.KinesisRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import okio.Buffer;

/**
 * The function's log lines: JSON, one a batch and one an error. They hold positions, counts and the kinds of errors; what events
 * say, sections included, stays out.
 */
public final class BatchLog {

    /** The {@code message} of the line that a stored batch leaves. */
    public static final String STORED = "batch stored";

    /** That line's number of rows in the lake. */
    public static final String ROWS = "rows";

    /** That line's number of rows in the failed bucket. */
    public static final String FAILED_ROWS = "failedRows";

    private BatchLog() {}

    /** @param left how many records of the batch didn't fit and come again */
    static String stored(
            String requestId, List<KinesisRecord> records, BatchSummary summary, int left, long milliseconds) {
        return line("INFO", STORED, requestId, records, json -> {
            if (left > 0) {
                json.name("recordsLeft").value(left);
            }
            json.name(ROWS).value(summary.rows());
            json.name(FAILED_ROWS).value(summary.failedRows());
            json.name("failed").beginObject();
            for (var reason : summary.failed().entrySet()) {
                json.name(reason.getKey().label()).value(reason.getValue());
            }
            json.endObject();
            json.name("objects").value(summary.objects());
            json.name("bytes").value(summary.bytes());
            json.name("milliseconds").value(milliseconds);
        });
    }

    static String failed(String requestId, List<KinesisRecord> batch, Exception failure) {
        return line("ERROR", "batch failed", requestId, batch, json -> {
            json.name("error").value(failure.getMessage());
            json.name("cause")
                    .value(
                            failure.getCause() == null
                                    ? null
                                    : failure.getCause().getClass().getName());
        });
    }

    static String takesTooLong(String sequenceNumber, Duration limit) {
        var line = new Buffer();
        try (var json = JsonWriter.of(line)) {
            json.beginObject();
            json.name("level").value("ERROR");
            json.name("message").value("a record takes too long: the process ends, and the batch comes again");
            json.name("sequenceNumber").value(sequenceNumber);
            json.name("limitSeconds").value(limit.toSeconds());
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return line.writeByte('\n').readUtf8();
    }

    private static String line(
            String level, String message, String requestId, List<KinesisRecord> batch, Members members) {
        var first = batch.get(0);
        var line = new Buffer();
        try (var json = JsonWriter.of(line)) {
            json.beginObject();
            json.name("level").value(level);
            json.name("message").value(message);
            json.name("requestId").value(requestId);
            json.name("shardId").value(first.shardId());
            json.name("firstSequenceNumber").value(first.sequenceNumber());
            json.name("lastSequenceNumber").value(batch.get(batch.size() - 1).sequenceNumber());
            json.name("records").value(batch.size());
            members.write(json);
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return line.writeByte('\n').readUtf8();
    }

    private interface Members {
        void write(JsonWriter json) throws IOException;
    }
}
