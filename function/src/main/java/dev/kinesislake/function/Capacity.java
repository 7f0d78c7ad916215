package dev.kinesislake.function;

import dev.kinesislake.function.decode.DecodedRecord;

/**
 * How many records of a batch an invocation takes. A few kilobytes can become ten thousand rows or 16 MiB, so a batch may not fit the function's
 * memory or its timeout; then the invocation takes its first records only. The bounds are constants, so that the same batch is always cut at
 * the same record, whatever memory the function has: two deliveries of it write the same objects.
 *
 * @param heapBytes that decoded rows may take together
 */
public record Capacity(long heapBytes) {

    /** The least memory that a function may have: the largest record fits, whatever it has inside. */
    public static final int MIN_MEMORY_MB = 256;

    /** Of every function. Encoding the rows takes as much again, and the largest record comes on top. */
    public static final Capacity STANDARD = new Capacity(MIN_MEMORY_MB * 1024L * 1024 / 8);

    /** Rows of an invocation: as each may be an object of its own, this bounds its time. */
    static final int MAX_ROWS = 100_000;

    /** Bytes that an invocation decompresses, which also bounds its time. */
    static final long MAX_DECOMPRESSED_BYTES = 256L * 1024 * 1024;

    /** Counts the records that an invocation has taken. */
    Load load() {
        return new Load();
    }

    /** What an invocation has taken so far. */
    final class Load {

        private long heap;
        private long rows;
        private long decompressed;

        /** Whether there is no room for another record, which then needn't be decoded beside what is taken. */
        boolean isFull() {
            return rows > 0 && (heap >= heapBytes || rows >= MAX_ROWS || decompressed >= MAX_DECOMPRESSED_BYTES);
        }

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
