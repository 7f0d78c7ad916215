package dev.kinesislake.local.demo;

import dev.kinesislake.function.decode.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Reads the rows of a Parquet object of the lake. */
final class ParquetRows {

    private ParquetRows() {}

    /**
     * A row, as far as every object of the lake has it.
     *
     * @param event the event's JSON without insignificant white space
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared as a whole
    record Row(Position position, Instant arrivalTime, byte[] event) {}

    /** The rows of an object in their order. */
    static List<Row> read(byte[] object) throws IOException {
        var rows = new ArrayList<Row>();
        try (var reader = new Builder(new InMemoryFile(object)).build()) {
            for (var row = reader.read(); row != null; row = reader.read()) {
                rows.add(row(row));
            }
        }
        return rows;
    }

    private static Row row(Group row) {
        var sub = row.getFieldRepetitionCount("sub_sequence_number") == 0
                ? null
                : Long.valueOf(row.getLong("sub_sequence_number", 0));
        var position = new Position(row.getString("shard_id", 0), row.getString("sequence_number", 0), sub);
        var arrival = Instant.EPOCH.plus(row.getLong("arrival_time", 0), ChronoUnit.MICROS);
        return new Row(position, arrival, row.getBinary("event", 0).getBytes());
    }

    private static final class Builder extends ParquetReader.Builder<Group> {

        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private record InMemoryFile(ByteBuffer bytes) implements InputFile {

        InMemoryFile(byte[] bytes) {
            this(ByteBuffer.wrap(bytes));
        }

        @Override
        public long getLength() {
            return bytes.limit();
        }

        @Override
        public SeekableInputStream newStream() {
            var stream = ByteBufferInputStream.wrap(bytes.duplicate());
            stream.mark(bytes.limit());
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() {
                    return stream.position();
                }

                @Override
                public void seek(long position) throws IOException {
                    stream.reset();
                    stream.mark(bytes.limit());
                    stream.skipFully(position);
                }
            };
        }
    }
}
