package dev.kinesislake.function.encode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses Parquet's pages with zstd. Parquet's own codecs are Hadoop's, and make a context and its buffers anew for each page;
 * these are kept for the thread, which matters where a batch has thousands of small objects.
 *
 * @param level of compression, as zstd counts them
 */
record ZstdPages(int level) implements BytesInputCompressor {

    private static final ThreadLocal<Context> OF_THREAD = ThreadLocal.withInitial(Context::new);

    /** The compressed page, valid until the thread's next one: Parquet's writer copies it at once. */
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        return OF_THREAD.get().compress(page, level);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // the context lives as long as its thread
    }

    private static final class Context {

        private final ZstdCompressCtx zstd = new ZstdCompressCtx();
        private final Page page = new Page();
        private byte[] compressed = {};

        BytesInput compress(BytesInput bytes, int level) throws IOException {
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
    }

    /** The uncompressed page in one piece. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
