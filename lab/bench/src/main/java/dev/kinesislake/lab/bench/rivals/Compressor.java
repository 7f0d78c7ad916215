package dev.kinesislake.lab.bench.rivals;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses an object. */
@FunctionalInterface
public interface Compressor {

    byte[] compress(byte[] object) throws IOException;

    /** By the JDK's zlib. */
    static Compressor gzip(int level) {
        return object -> {
            var to = new ByteArrayOutputStream();
            try (var gzip = new LevelGzip(to, level)) {
                gzip.write(object);
            }
            return to.toByteArray();
        };
    }

    static Compressor zstd(int level) {
        return object -> Zstd.compress(object, level);
    }

    /** The JDK's, whose level is its deflater's alone to set. */
    final class LevelGzip extends GZIPOutputStream {
        private LevelGzip(OutputStream to, int level) throws IOException {
            super(to, 8 * 1024);
            def.setLevel(level);
        }
    }
}
