package dev.kinesislake.function.decode;

import org.jspecify.annotations.Nullable;

/** What a record may be compressed with, by its first bytes. */
public enum Compression {
    GZIP("gzip"),
    ZSTD("zstd");

    private final String label;

    Compression(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** What bytes say that they are compressed with; null where they don't. */
    public static @Nullable Compression of(byte[] data) {
        if (GzipReader.hasMagic(data)) {
            return GZIP;
        }
        return ZstdReader.hasMagic(data) ? ZSTD : null;
    }

    /**
     * Decompresses all of the bytes. Allocates little more than the output's limit, whatever they say about themselves.
     *
     * @throws BadCompressionException if they aren't what their first bytes say, from the first to the last
     * @throws TooLargeException if more than the limit would come out
     */
    void decompress(byte[] data, BoundedOutput output) throws BadCompressionException, TooLargeException {
        switch (this) {
            case GZIP -> new GzipReader(data).readTo(output);
            case ZSTD -> new ZstdReader(data).readTo(output);
        }
    }
}
