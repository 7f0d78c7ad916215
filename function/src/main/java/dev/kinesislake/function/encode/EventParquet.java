package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.event.Payload;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The lake's rows as Parquet: one row group an object, zstd around the pages. It fills the columns itself instead of going through
 * Parquet's record writer, which would bring Hadoop's configuration and a check of every value that we know to fit.
 */
public final class EventParquet implements RowEncoder<Decoded.Valid> {

    private static final int PAGE_BYTES = 1024 * 1024;

    private static final int EVENT_LEVEL = 3;

    /** Short values that hardly repeat: level 3 takes longer for them and makes them larger. */
    private static final int VALUE_LEVEL = 1;

    private final EventColumns columns;
    private final byte[][] names;
    private final ParquetProperties properties;

    public EventParquet() {
        this(Payload.class);
    }

    /** Loads Parquet's classes for each width of bits, a third of what the encoder's start takes. Any thread may do that ahead of it. */
    public static void loadBitPackings() {
        Packer.LITTLE_ENDIAN.newBytePacker(1);
    }

    /** For a payload of another type. */
    EventParquet(Class<? extends Record> payload) {
        columns = EventColumns.of(payload);
        names = columns.payload().stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        var builder = ParquetProperties.builder()
                .withAllocator(new HeapByteBufferAllocator())
                .withPageSize(PAGE_BYTES)
                .withDictionaryEncoding(false)
                .withStatisticsEnabled(false)
                .withSizeStatisticsEnabled(false);
        columns.withDictionary().forEach(name -> builder.withDictionaryEncoding(name, true));
        columns.withStatistics().forEach(name -> builder.withStatisticsEnabled(name, true));
        properties = builder.build();
    }

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public byte[] encode(List<Decoded.Valid> rows) throws IOException {
        var object = new InMemoryFile();
        try (var zstd = ZstdPages.begin();
                var file = new ParquetFileWriter(
                        object, columns.schema(), ParquetFileWriter.Mode.CREATE, Long.MAX_VALUE, 0, null, properties);
                var pages = ColumnChunkPageWriteStore.builder()
                        .withSchema(columns.schema())
                        .withCompressorProvider(column -> zstd.atLevel(isEvent(column) ? EVENT_LEVEL : VALUE_LEVEL))
                        .withAllocator(properties.getAllocator())
                        .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                        .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                        .build();
                var store = properties.newColumnWriteStore(columns.schema(), pages, pages)) {
            file.start();
            new Rows(store).write(rows);
            store.flush();
            file.startBlock(rows.size());
            pages.flushToFileWriter(file);
            file.endBlock();
            file.end(Map.of());
        }
        return object.toByteArray();
    }

    private static boolean isEvent(ColumnDescriptor column) {
        return column.getPath()[0].equals(EventColumns.EVENT);
    }

    /** Writes rows into the columns of one object. */
    private final class Rows {

        private final ColumnWriteStore store;
        private final ColumnWriter[] writers;

        /** Where a row's payload has the member of each column, -1 where it has none. */
        private final int[] members = new int[names.length];

        private String shardId = "";
        private Binary shard = Binary.EMPTY;

        Rows(ColumnWriteStore store) {
            this.store = store;
            this.writers = columns.schema().getColumns().stream()
                    .map(store::getColumnWriter)
                    .toArray(ColumnWriter[]::new);
        }

        void write(List<Decoded.Valid> rows) {
            for (var row : rows) {
                write(row);
                store.endRecord();
            }
        }

        private void write(Decoded.Valid row) {
            var position = row.record().position();
            int column = 0;
            writers[column++].write(shard(position.shardId()), 0, 0);
            writers[column++].write(
                    Binary.fromConstantByteArray(position.sequenceNumber().getBytes(ISO_8859_1)), 0, 0);
            var sub = position.subSequenceNumber();
            if (sub == null) {
                writers[column++].writeNull(0, 0);
            } else {
                writers[column++].write(sub, 0, 1);
            }
            writers[column++].write(row.record().arrivalTime().toEpochMilli() * 1000, 0, 0);
            writers[column++].write(string(row.uuid()), 0, 0);
            var payload = row.payload();
            findMembers(payload);
            for (int member : members) {
                var text = member < 0 ? null : text(payload.value(member));
                if (text == null) {
                    writers[column++].writeNull(0, 0);
                } else {
                    writers[column++].write(text, 0, 1);
                }
            }
            writers[column].write(bytes(row.event(), 0), 0, 0);
        }

        /** A batch is of one shard, so this is nearly always the one of the row before. */
        private Binary shard(String id) {
            if (!id.equals(shardId)) {
                shardId = id;
                shard = Binary.fromString(id);
            }
            return shard;
        }

        /** Of a member that is named twice, the last counts, as it does to most parsers. */
        private void findMembers(JsonText payload) {
            Arrays.fill(members, -1);
            int likely = 0; // members mostly come in the order of the columns
            for (int member = payload.firstMember();
                    member < payload.lastMember();
                    member = payload.nextMember(member)) {
                int column = payload.indexOfName(member, names, likely);
                if (column >= 0) {
                    members[column] = member;
                    likely = column + 1;
                }
            }
        }
    }

    /** What a string stands for, a number or a boolean as spelt, and null for anything else. */
    private static @Nullable Binary text(JsonText value) {
        return switch (value.kind()) {
            case STRING -> string(value);
            case NUMBER, BOOLEAN -> bytes(value, 0);
            case OBJECT, ARRAY, NULL -> null;
        };
    }

    private static Binary string(JsonText value) {
        return value.hasEscapes() ? Binary.fromString(value.asString()) : bytes(value, 1);
    }

    /** A text's bytes without so many at either end. */
    private static Binary bytes(JsonText text, int quotes) {
        return Binary.fromConstantByteArray(text.bytes(), text.start() + quotes, text.length() - 2 * quotes);
    }
}
