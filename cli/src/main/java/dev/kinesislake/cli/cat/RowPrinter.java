package dev.kinesislake.cli.cat;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.failed.FailedObject;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Prints the rows of objects as JSON lines.
 *
 * @param position as {@link ObjectSearch} has it
 */
record RowPrinter(@Nullable Position position, Lines lines) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /**
     * Prints an object of the lake: of each row its position, its arrival and the event.
     *
     * @throws IOException if it can't be read; rows before the damage may have been printed
     */
    void lake(byte[] object) throws IOException {
        ParquetLakeRows.read(object, row -> {
            if (!lines.isDone() && includes(row.position())) {
                lines.print(json(row));
            }
        });
    }

    /** Prints an object of failed rows, each as it's stored. */
    void failed(String key, byte[] object) {
        var rows = FailedObject.open(key, object);
        for (var row = rows.next(); row != null && !lines.isDone(); row = rows.next()) {
            if (includes(row.record().position())) {
                lines.print(rows.stored());
            }
        }
    }

    private boolean includes(Position row) {
        return position == null
                || (row.shardId().equals(position.shardId())
                        && row.sequenceNumber().equals(position.sequenceNumber())
                        && (position.subSequenceNumber() == null
                                || position.subSequenceNumber().equals(row.subSequenceNumber())));
    }

    private static String json(LakeRow row) {
        var line = new Buffer();
        try (var json = JsonWriter.of(line)) {
            json.setSerializeNulls(false);
            json.beginObject();
            json.name("shardId").value(row.position().shardId());
            json.name("sequenceNumber").value(row.position().sequenceNumber());
            json.name("subSequenceNumber").value(row.position().subSequenceNumber());
            json.name("arrivalTime").value(MILLISECONDS.format(row.arrival()));
            json.name("event");
            try (var event = json.valueSink()) {
                event.writeUtf8(row.event());
            }
            json.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.readUtf8();
    }
}
