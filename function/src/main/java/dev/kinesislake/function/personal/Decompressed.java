package dev.kinesislake.function.personal;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kinesislake.function.decode.Compression;
import dev.kinesislake.function.decode.RecordDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What can be read of bytes that were compressed, perhaps before something damaged them: as much as is decompressed of a record, and no more, as
 * the consumer has to have the memory.
 */
final class Decompressed {

    private static final int BUFFER_BYTES = 64 << 10;

    private Decompressed() {}

    /** Empty for bytes that don't say that they are compressed. */
    static Optional<byte[]> of(byte[] data) {
        var compression = Compression.of(data);
        if (compression == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (compression) {
                    case GZIP -> read(data, bytes -> new GZIPInputStream(bytes, BUFFER_BYTES));
                    case ZSTD -> read(data, ZstdInputStreamNoFinalizer::new);
                });
    }

    @FunctionalInterface
    private interface Opener {
        InputStream open(InputStream bytes) throws IOException;
    }

    private static byte[] read(byte[] data, Opener opener) {
        var read = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER_BYTES];
        try (var stream = opener.open(new ByteArrayInputStream(data))) {
            for (int n = stream.read(buffer);
                    n >= 0 && read.size() < RecordDecoder.MAX_DECOMPRESSED_BYTES;
                    n = stream.read(buffer)) {
                read.write(buffer, 0, n);
            }
        } catch (IOException damaged) {
            // What came out before the damage is all there is to look at.
        }
        return read.toByteArray();
    }
}
