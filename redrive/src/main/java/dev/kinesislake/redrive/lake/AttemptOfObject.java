package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kinesislake.function.store.Attempt;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The attempt that stored an object, as the object's bytes name it. */
public final class AttemptOfObject {

    private static final int GZIP_HEADER = 10;
    private static final int GZIP_FLAGS = 3;

    /** Of the flags: a file name follows the header, and nothing else. */
    private static final int GZIP_NAME = 8;

    private AttemptOfObject() {}

    /** When it began; empty where the object names no attempt. */
    static Optional<Instant> start(String key, byte[] object) throws IOException {
        return Attempt.parse(name(key, object)).map(Attempt::start);
    }

    /** As the object's bytes name it; empty where they don't. */
    public static String name(String key, byte[] object) throws IOException {
        return key.endsWith(ParquetLakeRows.SUFFIX) ? ParquetLakeRows.attempt(object) : gzipName(object);
    }

    private static String gzipName(byte[] object) {
        if (object.length <= GZIP_HEADER || object[GZIP_FLAGS] != GZIP_NAME) {
            return "";
        }
        int end = GZIP_HEADER;
        while (end < object.length && object[end] != 0) {
            end++;
        }
        return new String(object, GZIP_HEADER, end - GZIP_HEADER, US_ASCII);
    }
}
