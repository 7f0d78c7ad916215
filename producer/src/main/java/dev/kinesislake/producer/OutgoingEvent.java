package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What is sent as one record of the stream.
 *
 * @param partitionKey decides the shard; the events of one key keep their order. 1 to 256 characters (Kinesis API Reference,
 *     "PutRecordsRequestEntry")
 * @param data the record's bytes, sent as they are; not to be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record OutgoingEvent(String partitionKey, byte[] data) {

    /** The most characters that a partition key may have. */
    public static final int MAX_PARTITION_KEY = 256;

    /** @throws IllegalArgumentException if Kinesis refuses such a partition key */
    public OutgoingEvent {
        int length = partitionKey.length();
        if (length < 1 || length > MAX_PARTITION_KEY) {
            throw new IllegalArgumentException(
                    "the partition key has " + length + " characters, allowed are 1 to " + MAX_PARTITION_KEY);
        }
    }

    /** What Kinesis counts: bytes of data, and bytes of the partition key in UTF-8. */
    public int size() {
        return data.length + partitionKey.getBytes(UTF_8).length;
    }
}
