package dev.kinesislake.function.encode;

import dev.kinesislake.function.decode.Decoded;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One JSON text a line, gzip around all of them: what DuckDB and Spark read as it is, and a person with {@code zcat}.
 *
 * @param <R> what a row is made of
 */
public final class GzipNdjson<R> implements RowEncoder<R> {

    private final RowWriter<R> row;

    private GzipNdjson(RowWriter<R> row) {
        this.row = row;
    }

    /** The encoder of the lake's rows. */
    public static GzipNdjson<Decoded.Valid> ofEvents() {
        return new GzipNdjson<>(EventRow::write);
    }

    /** The encoder of the failed bucket's rows. */
    public static GzipNdjson<Decoded.Invalid> ofFailed() {
        return new GzipNdjson<>(FailedRow::write);
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
    public byte[] encode(List<R> rows, String attempt) throws IOException {
        var object = Gzip.begin(attempt);
        for (var each : rows) {
            row.write(each, object);
            object.write('\n');
        }
        return object.finish();
    }

    /** Writes a row without its line end. */
    @FunctionalInterface
    interface RowWriter<R> {
        void write(R row, OutputStream to) throws IOException;
    }
}
