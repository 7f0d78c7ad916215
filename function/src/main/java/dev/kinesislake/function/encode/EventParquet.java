package dev.kinesislake.function.encode;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.event.Payload;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
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

    private final EventColumns columns;
    private final Map<String, Integer> payloadIndex = new HashMap<>();
    private final ParquetProperties properties;

    public EventParquet() {
        this(Payload.class);
    }

    /** For a payload of another type. */
    EventParquet(Class<? extends Record> payload) {
        columns = EventColumns.of(payload);
        columns.payload().forEach(name -> payloadIndex.put(name, payloadIndex.size()));
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
        try (var file = new ParquetFileWriter(
                        object, columns.schema(), ParquetFileWriter.Mode.CREATE, Long.MAX_VALUE, 0, null, properties);
                var pages = ColumnChunkPageWriteStore.builder()
                        .withSchema(columns.schema())
                        .withCompressorProvider(column -> ZstdPages.ofThread())
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

    /** Writes rows into the columns of one object. */
    private final class Rows {

        private final ColumnWriteStore store;
        private final ColumnWriter[] writers;
        private final @Nullable JsonText[] values =
                new JsonText[columns.payload().size()];

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
            writers[column++].write(Binary.fromString(position.shardId()), 0, 0);
            writers[column++].write(Binary.fromString(position.sequenceNumber()), 0, 0);
            var sub = position.subSequenceNumber();
            if (sub == null) {
                writers[column++].writeNull(0, 0);
            } else {
                writers[column++].write(sub, 0, 1);
            }
            writers[column++].write(row.record().arrivalTime().toEpochMilli() * 1000, 0, 0);
            writers[column++].write(string(row.uuid()), 0, 0);
            findValues(row.payload());
            for (var value : values) {
                var text = value == null ? null : text(value);
                if (text == null) {
                    writers[column++].writeNull(0, 0);
                } else {
                    writers[column++].write(text, 0, 1);
                }
            }
            writers[column].write(bytes(row.event(), 0), 0, 0);
        }

        /** Of a member that is named twice, the last counts, as it does to most parsers. */
        private void findValues(JsonText payload) {
            Arrays.fill(values, null);
            for (var member : payload.members()) {
                var index = payloadIndex.get(member.name());
                if (index != null) {
                    values[index] = payload.value(member);
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
