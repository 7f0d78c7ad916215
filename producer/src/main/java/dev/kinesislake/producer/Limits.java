package dev.kinesislake.producer;

import java.time.Duration;

/**
 * What a producer holds itself to.
 *
 * @param records the most that are taken without being settled
 * @param bytes of these, with partition keys; a record above it passes alone
 * @param linger how long a record waits for its call to get fuller
 * @param standstill how long there may be no acknowledgement before all is given up
 */
record Limits(int records, long bytes, Duration linger, Duration standstill) {

    /** Kinesis API Reference, "PutRecords". */
    static final int RECORDS_PER_CALL = 500;

    /** Partition keys included (Kinesis API Reference, "PutRecords"). */
    static final int BYTES_PER_CALL = 10 * 1_048_576;

    /** How many of a shard's records may wait for another try before new ones are held back: what the stream refuses is no reason to try more. */
    int retrying() {
        return Math.max(2 * RECORDS_PER_CALL, records / 10);
    }
}
