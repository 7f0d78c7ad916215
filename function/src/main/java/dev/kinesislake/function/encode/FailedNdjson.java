package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.personal.KnownPath;
import dev.kinesislake.function.personal.MemberHmac;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The failed bucket's rows, one JSON text a line with gzip around all of them: the reason, the position, and the record's bytes exactly as
 * received. A person reads them with {@code zcat}, and DuckDB and Spark read them as they are.
 *
 * <p>Rows without data have its length and hash instead, and nothing else that the record says: no partition key, no detail, and of the
 * path no name that the event's types don't know.
 */
public final class FailedNdjson implements RowEncoder<Decoded.Invalid> {

    /** Hashes data that isn't stored; null where it is. */
    private final @Nullable MemberHmac dropping;

    /** Rows with their data. */
    public FailedNdjson() {
        this(null);
    }

    /** @param dropping hashes data, which isn't stored then; null stores it */
    public FailedNdjson(@Nullable MemberHmac dropping) {
        this.dropping = dropping;
    }

    @Override
    public String suffix() {
        return ".ndjson.gz";
    }

    @Override
    public String contentType() {
        return "application/gzip";
    }

    @Override
    public byte[] encode(List<Decoded.Invalid> rows, String attempt) throws IOException {
        var object = Gzip.begin(attempt);
        for (var row : rows) {
            json(row).writeTo(object);
            object.write('\n');
        }
        return object.finish();
    }

    /** The object of rows that were stored before, each one line, in bytes as {@link #encode} would write it. */
    public static byte[] ofLines(List<String> lines, String attempt) {
        var object = Gzip.begin(attempt);
        for (var line : lines) {
            var bytes = line.getBytes(UTF_8);
            object.write(bytes, 0, bytes.length);
            object.write('\n');
        }
        return object.finish();
    }

    private Buffer json(Decoded.Invalid failed) throws IOException {
        var record = failed.record();
        var position = record.position();
        var buffer = new Buffer();
        try (var json = JsonWriter.of(buffer)) {
            json.setSerializeNulls(false);
            json.beginObject();
            json.name("reason").value(failed.reason().label());
            if (dropping == null) {
                json.name("detail").value(failed.detail());
                json.name("path").value(failed.path());
            } else {
                json.name("path").value(failed.path() == null ? null : KnownPath.of(failed.path()));
            }
            json.name("shardId").value(position.shardId());
            json.name("sequenceNumber").value(position.sequenceNumber());
            json.name("subSequenceNumber").value(position.subSequenceNumber());
            if (dropping == null) {
                json.name("partitionKey").value(record.partitionKey());
            }
            json.name("arrivalTime").value(Timestamps.format(record.arrivalTime()));
            if (dropping == null) {
                json.name("data").value(Base64.getEncoder().encodeToString(record.data()));
            } else {
                json.name("dataLength").value(record.data().length);
                json.name("dataHash").value(dropping.of(record.data()));
            }
            json.endObject();
        }
        return buffer;
    }
}
