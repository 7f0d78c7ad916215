package dev.kinesislake.function.encode.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.kinesislake.function.encode.Pool;

/**
 * What a file takes to be written, kept for the next one. Making a compressor and its buffers anew for each page would be expensive where a
 * batch has thousands of small files.
 */
final class Buffers implements AutoCloseable {

    private static final Pool<Buffers> POOL = new Pool<>(Buffers::new);

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final ColumnValues values = new ColumnValues();
    private final Bytes page = new Bytes();
    private final Bytes compressed = new Bytes();
    private final Bytes file = new Bytes();

    private Buffers() {}

    static Buffers take() {
        return POOL.take();
    }

    @Override
    public void close() {
        POOL.giveBack(this);
    }

    /** For a column's values. */
    ColumnValues values() {
        return values;
    }

    /** For a page. */
    Bytes page() {
        return page;
    }

    /** For the whole file. */
    Bytes file() {
        return file;
    }

    /** The page compressed, until the next one is. */
    Bytes compress(Bytes plain, int level) {
        compressed.clear();
        int bound = Math.toIntExact(Zstd.compressBound(plain.size()));
        compressed.ensure(bound);
        zstd.setLevel(level);
        compressed.grow(zstd.compressByteArray(compressed.array(), 0, bound, plain.array(), 0, plain.size()));
        return compressed;
    }
}
