package dev.kinesislake.function;

import dev.kinesislake.function.decode.DecodedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a batch an invocation takes. A few kilobytes can become ten thousand rows or 16 MiB, so a batch may not fit the function's
 * memory or its timeout; then the invocation takes its first records only. It depends on nothing but the records and the function's memory,
 * so that the same batch is always cut at the same record: two deliveries of it write the same objects.
 *
 * @param heapBytes that decoded rows may take together
 */
public record Capacity(long heapBytes) {

    /** The least memory that a function may have: the largest record fits, whatever it has inside. */
    public static final int MIN_MEMORY_MB = 256;

    /** Rows of an invocation: as each may be an object of its own, this bounds its time. */
    static final int MAX_ROWS = 100_000;

    /** Bytes that an invocation decompresses, which also bounds its time. */
    static final long MAX_DECOMPRESSED_BYTES = 256L * 1024 * 1024;

    /** What decoded rows may take of the function's memory; encoding them takes as much again, and the largest record comes on top. */
    private static final int SHARE = 8;

    private static final long MIB = 1024L * 1024;

    /**
     * That of a function.
     *
     * @param memoryMb as Lambda says in {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}; null where it doesn't
     * @param maxHeapBytes that the JVM may take, where Lambda doesn't say
     */
    static Capacity of(@Nullable String memoryMb, long maxHeapBytes) {
        return memoryMb != null && memoryMb.matches("[1-9][0-9]{0,4}")
                ? new Capacity(Integer.parseInt(memoryMb) * MIB / SHARE)
                : new Capacity(maxHeapBytes / SHARE);
    }

    /** Counts the records that an invocation has taken. */
    Load load() {
        return new Load();
    }

    /** What an invocation has taken so far. */
    final class Load {

        private long heap;
        private long rows;
        private long decompressed;

        /** Takes a record if there is room for it; the first one always fits. */
        boolean take(DecodedRecord record) {
            boolean first = rows == 0;
            heap += record.heapBytes();
            rows += record.rows().size();
            decompressed += record.decompressedBytes();
            return first || (heap <= heapBytes && rows <= MAX_ROWS && decompressed <= MAX_DECOMPRESSED_BYTES);
        }
    }
}
