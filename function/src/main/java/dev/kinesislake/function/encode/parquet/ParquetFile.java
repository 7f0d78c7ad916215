package dev.kinesislake.function.encode.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/**
 * A file that is being written, column by column.
 *
 * @param <R> a row
 */
public final class ParquetFile<R> {

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final List<Encoding> PLAIN = List.of(Encoding.PLAIN, Encoding.RLE);
    private static final List<Encoding> NUMBERED = List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY);

    private final Schema<R> schema;
    private final List<R> rows;
    private final Buffers buffers;
    private final Bytes file;
    private final List<ColumnMetaData> chunks = new ArrayList<>();

    private ParquetFile(Schema<R> schema, List<R> rows, Buffers buffers) {
        this.schema = schema;
        this.rows = rows;
        this.buffers = buffers;
        this.file = buffers.file();
        file.clear();
        file.write(MAGIC, 0, MAGIC.length);
    }

    /** A whole file of these rows, at least one. The same rows always give the same bytes. */
    public static <R> byte[] of(Schema<R> schema, List<R> rows) throws IOException {
        try (var buffers = Buffers.take()) {
            var file = new ParquetFile<>(schema, rows, buffers);
            for (var column : schema.columns()) {
                file.write(column);
            }
            return file.end();
        }
    }

    private void write(Column<R> column) throws IOException {
        var values = buffers.values();
        values.begin(rows.size(), column.dictionary());
        for (var row : rows) {
            column.cell().add(row, values);
        }
        write(column, values);
    }

    private void write(Column<R> column, ColumnValues values) throws IOException {
        int start = file.size();
        int plainSize = 0;
        var dictionary = values.dictionary();
        if (dictionary != null) {
            plainSize += writePage(
                    new PageHeader()
                            .setType(PageType.DICTIONARY_PAGE)
                            .setDictionary_page_header(new DictionaryPageHeader(dictionary.size(), Encoding.PLAIN)),
                    dictionary.values().bytes(),
                    column.level());
        }
        int data = file.size();
        var encoding = dictionary == null ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
        plainSize += writePage(
                new PageHeader()
                        .setType(PageType.DATA_PAGE)
                        .setData_page_header(new DataPageHeader(rows.size(), encoding, Encoding.RLE, Encoding.RLE)),
                values.page(column.optional(), buffers.page()),
                column.level());
        var chunk = new ColumnMetaData(
                Schema.physical(column.type()),
                dictionary == null ? PLAIN : NUMBERED,
                List.of(column.name()),
                CompressionCodec.ZSTD,
                rows.size(),
                plainSize,
                file.size() - start,
                data);
        if (dictionary != null) {
            chunk.setDictionary_page_offset(start);
        }
        if (column.statistics()) {
            var extremes = values.extremes(column.type());
            if (extremes != null) {
                chunk.setStatistics(new Statistics().setMin_value(extremes[0]).setMax_value(extremes[1]));
            }
        }
        chunks.add(chunk);
    }

    /** Returns how long the page would be if it weren't compressed, with its header. */
    private int writePage(PageHeader header, Bytes page, int level) throws IOException {
        var compressed = buffers.compress(page, level);
        int start = file.size();
        header.setUncompressed_page_size(page.size()).setCompressed_page_size(compressed.size());
        Util.writePageHeader(header, file);
        int headerSize = file.size() - start;
        file.write(compressed.array(), 0, compressed.size());
        return headerSize + page.size();
    }

    private byte[] end() throws IOException {
        int start = file.size();
        Util.writeFileMetaData(schema.footer(rows.size(), chunks), file);
        file.writeInt(file.size() - start);
        file.write(MAGIC, 0, MAGIC.length);
        return file.toByteArray();
    }
}
