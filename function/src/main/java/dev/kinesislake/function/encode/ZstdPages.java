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
 * this one keeps them for its thread, which matters where a batch has thousands of small objects.
 */
final class ZstdPages implements BytesInputCompressor {

    private static final ThreadLocal<ZstdPages> OF_THREAD = ThreadLocal.withInitial(ZstdPages::new);

    private static final int LEVEL = Integer.getInteger("zlevel", 3);

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private final Page page = new Page();
    private byte[] compressed = {};

    private ZstdPages() {}

    static ZstdPages ofThread() {
        return OF_THREAD.get();
    }

    /** The compressed page, valid until the next one: Parquet's writer copies it at once. */
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        page.reset();
        bytes.writeAllTo(page);
        int bound = Math.toIntExact(Zstd.compressBound(page.size()));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int size = context.compressByteArray(compressed, 0, compressed.length, page.bytes(), 0, page.size());
        return BytesInput.from(compressed, 0, size);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // lives as long as its thread
    }

    /** The uncompressed page in one piece. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
