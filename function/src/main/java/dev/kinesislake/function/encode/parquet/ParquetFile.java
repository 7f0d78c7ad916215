package dev.kinesislake.function.encode.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.KeyValue;
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
    private static final List<Encoding> INDEXED = List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY);

    /** Below this size, zstd saves nothing: its frame takes what it would save. */
    private static final int MIN_COMPRESSED_BYTES = 64;

    /** The same where rows have indices, which are packed already. */
    private static final int MIN_INDEXED_BYTES = 1024;

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

    /**
     * A whole file of these rows; without any, it has the columns alone.
     *
     * @param metadata the footer's key-value metadata
     */
    public static <R> byte[] of(Schema<R> schema, List<R> rows, Map<String, String> metadata) throws IOException {
        try (var buffers = Buffers.take()) {
            var file = new ParquetFile<>(schema, rows, buffers);
            if (!rows.isEmpty()) {
                for (var column : schema.columns()) {
                    file.write(column);
                }
            }
            return file.end(metadata);
        }
    }

    private void write(Column<R> column) throws IOException {
        var values = buffers.values();
        values.begin(rows.size(), column.dictionary());
        for (var row : rows) {
            column.cell().add(row, values);
        }
        if (values.rows() != rows.size()) {
            throw new IllegalStateException(
                    "column " + column.name() + " has " + values.rows() + " values for " + rows.size() + " rows");
        }
        write(column, values);
    }

    private void write(Column<R> column, ColumnValues values) throws IOException {
        var dictionary = values.dictionary();
        var page = values.page(column.type(), column.optional(), buffers.page());
        int size = page.size()
                + (dictionary == null ? 0 : dictionary.values().bytes().size());
        int start = file.size();
        var chunk = new ColumnMetaData()
                .setType(Schema.physical(column.type()))
                .setPath_in_schema(List.of(column.name()))
                .setCodec(codec(size, dictionary != null))
                .setNum_values(rows.size());
        int headers = 0;
        if (dictionary == null) {
            headers += writeValues(chunk.setEncodings(PLAIN), column, page, Encoding.PLAIN);
        } else {
            headers += writeDictionary(chunk.setEncodings(INDEXED), column, dictionary);
            headers += writeValues(chunk, column, page, Encoding.RLE_DICTIONARY);
        }
        chunk.setTotal_uncompressed_size(headers + size).setTotal_compressed_size(file.size() - start);
        chunks.add(chunk.setStatistics(statistics(column, values)));
    }

    /** Every chunk has a null count: some readers take a missing one for nulls everywhere. */
    private static Statistics statistics(Column<?> column, ColumnValues values) {
        var statistics = new Statistics().setNull_count(values.nulls());
        var minMax = column.minMax() ? values.minMax(column.type()) : null;
        return minMax == null
                ? statistics
                : statistics
                        .setMin_value(minMax[0])
                        .setMax_value(minMax[1])
                        .setIs_min_value_exact(true)
                        .setIs_max_value_exact(true);
    }

    private static CompressionCodec codec(int size, boolean indexed) {
        int worthIt = indexed ? MIN_INDEXED_BYTES : MIN_COMPRESSED_BYTES;
        return size < worthIt ? CompressionCodec.UNCOMPRESSED : CompressionCodec.ZSTD;
    }

    private int writeDictionary(ColumnMetaData chunk, Column<R> column, Dictionary dictionary) throws IOException {
        chunk.setDictionary_page_offset(file.size());
        var header = new PageHeader()
                .setType(PageType.DICTIONARY_PAGE)
                .setDictionary_page_header(new DictionaryPageHeader(dictionary.size(), Encoding.PLAIN));
        return writePage(header, chunk, column, dictionary.values().bytes());
    }

    private int writeValues(ColumnMetaData chunk, Column<R> column, Bytes page, Encoding encoding) throws IOException {
        chunk.setData_page_offset(file.size());
        var header = new PageHeader()
                .setType(PageType.DATA_PAGE)
                .setData_page_header(new DataPageHeader(rows.size(), encoding, Encoding.RLE, Encoding.RLE));
        return writePage(header, chunk, column, page);
    }

    /** Returns how long the header is. */
    private int writePage(PageHeader header, ColumnMetaData chunk, Column<R> column, Bytes page) throws IOException {
        var stored = chunk.getCodec() == CompressionCodec.ZSTD ? buffers.compress(page, column.level()) : page;
        int start = file.size();
        Util.writePageHeader(
                header.setUncompressed_page_size(page.size()).setCompressed_page_size(stored.size()), file);
        int length = file.size() - start;
        file.write(stored.array(), 0, stored.size());
        return length;
    }

    private byte[] end(Map<String, String> metadata) throws IOException {
        int start = file.size();
        var footer = schema.footer(rows.size(), chunks);
        metadata.forEach((key, value) -> footer.addToKey_value_metadata(new KeyValue(key).setValue(value)));
        Util.writeFileMetaData(footer, file);
        file.writeInt(file.size() - start);
        file.write(MAGIC, 0, MAGIC.length);
        return file.toByteArray();
    }
}
