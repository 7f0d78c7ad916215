package dev.kinesislake.table.function;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.SealListener;
import dev.kinesislake.table.SealReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import okio.Buffer;

/** The sealing function's log lines: JSON, one a run and one an hour that is left. They have no section, which events choose. */
public final class SealLog implements SealListener {

    /** The {@code message} of the line that a run leaves. */
    public static final String SEALED = "hours sealed";

    /** That line's age of {@code sealed_through}, in seconds. */
    public static final String SEALED_THROUGH_AGE = "sealedThroughAgeSeconds";

    private final String requestId;
    private final Consumer<String> lines;

    SealLog(String requestId, Consumer<String> lines) {
        this.requestId = requestId;
        this.lines = lines;
    }

    @Override
    public void left(Partition.OfEvents hour, String why) {
        line("WARN", "hour left", json -> {
            json.name("hour").value(hour.hour().toString());
            json.name("why").value(why.replace(hour.prefix(), ""));
        });
    }

    @Override
    public void overtaken() {
        line("WARN", "another run has changed the same hours: they are built again", json -> {});
    }

    void sealed(SealReport report, Instant start, Instant end) {
        line("INFO", SEALED, json -> {
            json.name("hours").value(report.built());
            json.name("rows").value(report.rows());
            json.name("files").value(report.files());
            json.name("bytes").value(report.bytes());
            json.name("hoursLeft").value(report.left());
            json.name("hoursPostponed").value(report.postponed());
            json.name("hoursDropped").value(report.dropped());
            json.name("sealedThrough").value(report.sealedThrough().toString());
            json.name(SEALED_THROUGH_AGE)
                    .value(Duration.between(report.sealedThrough(), end).toSeconds());
            json.name("snapshotsExpired").value(report.snapshotsExpired());
            json.name("filesSwept").value(report.filesSwept());
            json.name("milliseconds").value(Duration.between(start, end).toMillis());
        });
    }

    private void line(String level, String message, Members members) {
        var line = new Buffer();
        try (var json = JsonWriter.of(line)) {
            json.beginObject();
            json.name("level").value(level);
            json.name("message").value(message);
            json.name("requestId").value(requestId);
            members.write(json);
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        lines.accept(line.writeByte('\n').readUtf8());
    }

    private interface Members {
        void write(JsonWriter json) throws IOException;
    }
}
