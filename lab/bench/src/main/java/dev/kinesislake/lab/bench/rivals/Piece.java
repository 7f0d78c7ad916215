package dev.kinesislake.lab.bench.rivals;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;
import dev.kinesislake.function.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Util;

/**
 * What our handler compresses in one go: a page of a Parquet object, or all of an object of failed rows.
 *
 * @param bytes before compression
 * @param compressor as our handler compresses them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Piece(byte[] bytes, Compressor compressor) {

    private static final int GZIP_LEVEL = 6;
    private static final int EVENT_LEVEL = 3;
    private static final int VALUE_LEVEL = 1;

    /** A length and the magic number, at a Parquet file's end. */
    private static final int TAIL = 8;

    /** The pieces of an object; those that aren't compressed are none. */
    public static List<Piece> of(StoredObject object) throws IOException {
        if (object.key().endsWith(".parquet")) {
            return pages(object.body());
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object.body()))) {
            return List.of(new Piece(gzip.readAllBytes(), Compressor.gzip(GZIP_LEVEL)));
        }
    }

    private static List<Piece> pages(byte[] file) throws IOException {
        var tail = new ByteArrayInputStream(file, file.length - TAIL, TAIL);
        int footer = Integer.reverseBytes(new DataInputStream(tail).readInt());
        var metadata = Util.readFileMetaData(new ByteArrayInputStream(file, file.length - TAIL - footer, footer));
        var pages = new ArrayList<Piece>();
        for (var group : requireNonNull(metadata.getRow_groups())) {
            for (var column : requireNonNull(group.getColumns())) {
                var chunk = requireNonNull(column.getMeta_data());
                if (chunk.getCodec() == CompressionCodec.ZSTD) {
                    addPages(file, chunk, pages);
                }
            }
        }
        return pages;
    }

    private static void addPages(byte[] file, ColumnMetaData chunk, List<Piece> pages) throws IOException {
        var name = requireNonNull(chunk.getPath_in_schema()).get(0);
        var compressor = Compressor.zstd(name.equals("event") ? EVENT_LEVEL : VALUE_LEVEL);
        int start = (int)
                (chunk.isSetDictionary_page_offset() ? chunk.getDictionary_page_offset() : chunk.getData_page_offset());
        var in = new ByteArrayInputStream(file, start, (int) chunk.getTotal_compressed_size());
        while (in.available() > 0) {
            var header = Util.readPageHeader(in);
            var page = in.readNBytes(header.getCompressed_page_size());
            pages.add(new Piece(Zstd.decompress(page, header.getUncompressed_page_size()), compressor));
        }
    }
}
