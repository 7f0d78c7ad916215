package dev.kinesislake.producer;

import java.time.Duration;

/**
 * What a producer holds itself to.
 *
 * @param records the most that are taken without being settled
 * @param bytes of these, with partition keys; a record above it passes alone
 * @param linger how long a record waits for its call to get fuller
 * @param standstill how long there may be no acknowledgement before all is given up
 * @param gather how long events are gathered into one record; zero is not at all
 * @param gatheredBytes the most that the lines of such a record have, so that it fits even where nothing can be compressed
 */
record Limits(int records, long bytes, Duration linger, Duration standstill, Duration gather, int gatheredBytes) {

    /** Kinesis API Reference, "PutRecords". */
    static final int RECORDS_PER_CALL = 500;

    /** Partition keys included (Kinesis API Reference, "PutRecords"). */
    static final int BYTES_PER_CALL = 10 * 1_048_576;

    private static final int MAX_KEY_BYTES = 4 * OutgoingEvent.MAX_PARTITION_KEY;

    /** Half of what the consumer takes from one record. */
    static final int MAX_GATHERED_EVENTS = 5_000;

    /** The bytes of lines, as {@link #gatheredBytes}, for a stream whose records have so many. */
    static int gatheredBytes(int maxRecordBytes) {
        int most = Math.min(maxRecordBytes, EventProducer.DEFAULT_MAX_RECORD_BYTES);
        // Deflate adds 5 bytes to each 16 KB that it can't compress; gzip adds 18.
        return Math.max(0, most - most / 1_024 - 64 - MAX_KEY_BYTES);
    }

    boolean gathers() {
        return !gather.isZero();
    }

    /** How many of a shard's records may wait for another try before new ones are held back: what the stream refuses is no reason to try more. */
    int retrying() {
        return Math.max(2 * RECORDS_PER_CALL, records / 10);
    }
}
