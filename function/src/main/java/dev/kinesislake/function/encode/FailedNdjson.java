package dev.kinesislake.function.encode;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.Decoded;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import okio.Buffer;

/**
 * The failed bucket's rows, one JSON text a line with gzip around all of them: the reason, the position, and the record's bytes exactly as
 * received. A person reads them with {@code zcat}, and DuckDB and Spark read them as they are.
 */
public final class FailedNdjson implements RowEncoder<Decoded.Invalid> {

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

    private static Buffer json(Decoded.Invalid failed) throws IOException {
        var record = failed.record();
        var position = record.position();
        var buffer = new Buffer();
        try (var json = JsonWriter.of(buffer)) {
            json.setSerializeNulls(false);
            json.beginObject();
            json.name("reason").value(failed.reason().label());
            json.name("detail").value(failed.detail());
            json.name("path").value(failed.path());
            json.name("shardId").value(position.shardId());
            json.name("sequenceNumber").value(position.sequenceNumber());
            json.name("subSequenceNumber").value(position.subSequenceNumber());
            json.name("partitionKey").value(record.partitionKey());
            json.name("arrivalTime").value(Timestamps.format(record.arrivalTime()));
            json.name("data").value(Base64.getEncoder().encodeToString(record.data()));
            json.endObject();
        }
        return buffer;
    }
}
