package dev.kinesislake.table.build;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * What a Parquet file says at its end.
 *
 * @param metadata the key-value metadata
 */
public record Footer(long rows, Map<String, String> metadata, List<List<Chunk>> groups) {

    /**
     * A column of a row group.
     *
     * @param start of its first page in the file
     * @param nulls null where the file doesn't say how many there are
     * @param minMax the smallest and the largest value as Parquet spells them; null where the file doesn't have both
     */
    public record Chunk(
            String column,
            long values,
            long bytes,
            long start,
            @Nullable Long nulls,
            @Nullable MinMax minMax) {

        /** Whether each value is null. */
        public boolean isNull() {
            return nulls != null && nulls == values;
        }
    }

    /** Values in plain encoding. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record MinMax(byte[] min, byte[] max) {}

    /** The footer's length and the magic number. */
    private static final int TAIL_BYTES = 8;

    public Footer {
        metadata = Map.copyOf(metadata);
        groups = List.copyOf(groups);
    }

    /** Reads a whole file's. */
    public static Footer of(byte[] file) throws IOException {
        int length = length(ByteBuffer.wrap(file), file.length);
        return read(file, file.length - TAIL_BYTES - length, length);
    }

    static Footer of(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            int length = length(read(channel, Math.max(0, size - TAIL_BYTES), TAIL_BYTES), size);
            return read(read(channel, size - TAIL_BYTES - length, length).array(), 0, length);
        }
    }

    /** @param end the file, or its last bytes */
    private static int length(ByteBuffer end, long size) throws IOException {
        if (end.limit() < TAIL_BYTES) {
            throw new IOException("it is no Parquet file: it has " + size + " bytes");
        }
        int length = end.order(ByteOrder.LITTLE_ENDIAN).getInt(end.limit() - TAIL_BYTES);
        if (length < 0 || length > size - TAIL_BYTES) {
            throw new IOException("it is no Parquet file: its footer would have " + length + " of " + size + " bytes");
        }
        return length;
    }

    private static Footer read(byte[] bytes, int start, int length) throws IOException {
        return of(Util.readFileMetaData(new ByteArrayInputStream(bytes, start, length)));
    }

    private static Footer of(FileMetaData footer) {
        var metadata = new HashMap<String, String>();
        for (var entry : orNone(footer.getKey_value_metadata())) {
            metadata.put(requireNonNull(entry.getKey()), requireNonNullElse(entry.getValue(), ""));
        }
        var groups = new ArrayList<List<Chunk>>();
        for (var group : orNone(footer.getRow_groups())) {
            groups.add(orNone(group.getColumns()).stream()
                    .map(chunk -> chunk(requireNonNull(chunk.getMeta_data())))
                    .toList());
        }
        return new Footer(footer.getNum_rows(), metadata, groups);
    }

    private static Chunk chunk(ColumnMetaData chunk) {
        var statistics = chunk.getStatistics();
        long data = chunk.getData_page_offset();
        long dictionary = chunk.isSetDictionary_page_offset() ? chunk.getDictionary_page_offset() : 0;
        return new Chunk(
                String.join(".", orNone(chunk.getPath_in_schema())),
                chunk.getNum_values(),
                chunk.getTotal_compressed_size(),
                dictionary > 0 ? Math.min(dictionary, data) : data,
                statistics == null || !statistics.isSetNull_count() ? null : Long.valueOf(statistics.getNull_count()),
                statistics == null ? null : minMax(statistics.getMin_value(), statistics.getMax_value()));
    }

    private static @Nullable MinMax minMax(byte @Nullable [] min, byte @Nullable [] max) {
        return min == null || max == null ? null : new MinMax(min, max);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it ends early");
            }
        }
        return bytes.flip();
    }
}
