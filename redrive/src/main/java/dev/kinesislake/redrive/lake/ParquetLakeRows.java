package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Rows of a Parquet file, each with its position, its arrival and the whole event among its columns. */
final class ParquetLakeRows implements LakeRows {

    static final String SUFFIX = ".parquet";

    /** Of the footer's key-value metadata, what names the attempt. */
    private static final String ATTEMPT = "kinesis-lake.attempt";

    @Override
    public String suffix() {
        return SUFFIX;
    }

    @Override
    public void read(InputStream object, Consumer<LakeRow> rows) throws IOException {
        try (var reader = new Builder(new InMemoryFile(object.readAllBytes())).build()) {
            for (var row = reader.read(); row != null; row = reader.read()) {
                rows.accept(row(row));
            }
        } catch (RuntimeException damaged) {
            throw new IOException("no Parquet file of the lake: " + damaged.getMessage(), damaged);
        }
    }

    /** What names the attempt that stored an object; empty where nothing does. */
    static String attempt(byte[] object) throws IOException {
        try (var reader = ParquetFileReader.open(
                new InMemoryFile(object),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            return reader.getFileMetaData().getKeyValueMetaData().getOrDefault(ATTEMPT, "");
        } catch (RuntimeException damaged) {
            throw new IOException("no Parquet file of the lake: " + damaged.getMessage(), damaged);
        }
    }

    private static LakeRow row(Group row) {
        var sub = row.getFieldRepetitionCount("sub_sequence_number") == 0
                ? null
                : Long.valueOf(row.getLong("sub_sequence_number", 0));
        var position = new Position(row.getString("shard_id", 0), row.getString("sequence_number", 0), sub);
        var arrival = Instant.EPOCH.plus(row.getLong("arrival_time", 0), ChronoUnit.MICROS);
        return new LakeRow(
                position, arrival, new String(row.getBinary("event", 0).getBytes(), UTF_8));
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
