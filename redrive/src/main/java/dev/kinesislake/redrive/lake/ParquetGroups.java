package dev.kinesislake.redrive.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Reads Parquet objects in memory by Parquet's own reader, without Hadoop. */
public final class ParquetGroups {

    private ParquetGroups() {}

    /**
     * Reads the rows in their order.
     *
     * @throws IOException if that is no Parquet object
     */
    public static void read(byte[] object, Consumer<Group> rows) throws IOException {
        try (var reader = new Builder(file(object)).build()) {
            for (var row = reader.read(); row != null; row = reader.read()) {
                rows.accept(row);
            }
        } catch (RuntimeException damaged) {
            throw damaged(damaged);
        }
    }

    static InputFile file(byte[] object) {
        return new InMemoryFile(ByteBuffer.wrap(object));
    }

    static IOException damaged(RuntimeException damaged) {
        return new IOException("no Parquet file of the lake: " + damaged.getMessage(), damaged);
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
