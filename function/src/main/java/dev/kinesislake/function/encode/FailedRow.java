package dev.kinesislake.function.encode;

import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.Decoded;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import okio.Buffer;

/** A row of the failed bucket: why, from where, and the record's bytes exactly as received. */
final class FailedRow {

    private FailedRow() {}

    static void write(Decoded.Invalid failed, OutputStream to) throws IOException {
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
        buffer.writeTo(to);
    }
}
