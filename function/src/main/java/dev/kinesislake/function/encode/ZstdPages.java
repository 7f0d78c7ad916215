package dev.kinesislake.function.encode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of a Parquet object with zstd. Parquet's own codecs are Hadoop's, and make a context and its buffers anew for
 * each page; these are kept for the next object, which matters where a batch has thousands of small ones.
 */
final class ZstdPages implements AutoCloseable {

    private static final Spares<ZstdPages> SPARES = new Spares<>(ZstdPages::new);

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final Page page = new Page();
    private byte[] compressed = {};

    private ZstdPages() {}

    /** For the pages of one object. */
    static ZstdPages begin() {
        return SPARES.take();
    }

    /** Ends the object. */
    @Override
    public void close() {
        SPARES.giveBack(this);
    }

    /**
     * What compresses the pages of a column.
     *
     * @param level of compression, as zstd counts them
     */
    BytesInputCompressor atLevel(int level) {
        return new Column(level);
    }

    private BytesInput compress(BytesInput bytes, int level) throws IOException {
        page.reset();
        bytes.writeAllTo(page);
        int bound = Math.toIntExact(Zstd.compressBound(page.size()));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        zstd.setLevel(level);
        int size = zstd.compressByteArray(compressed, 0, compressed.length, page.bytes(), 0, page.size());
        return BytesInput.from(compressed, 0, size);
    }

    private final class Column implements BytesInputCompressor {

        private final int level;

        Column(int level) {
            this.level = level;
        }

        /** The compressed page, valid until the object's next one: Parquet's writer copies it at once. */
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return ZstdPages.this.compress(page, level);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            // the context outlives the object
        }
    }

    /** The uncompressed page in one piece. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
