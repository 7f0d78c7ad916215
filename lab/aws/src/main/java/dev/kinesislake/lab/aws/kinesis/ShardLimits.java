package dev.kinesislake.lab.aws.kinesis;

/**
 * What one shard takes in a second.
 *
 * @param recordsPerSecond at least 1
 * @param bytesPerSecond of data and partition keys, at least 1
 */
public record ShardLimits(int recordsPerSecond, int bytesPerSecond) {

    /** No limit. */
    public static final ShardLimits NONE = new ShardLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** As AWS has them ("Quotas and limits" in the Amazon Kinesis Data Streams Developer Guide): 1,000 records and 1 MiB. */
    public static final ShardLimits AWS = new ShardLimits(1_000, 1_048_576);

    /** @throws IllegalArgumentException when one of them is not positive */
    public ShardLimits {
        if (recordsPerSecond < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("recordsPerSecond is " + recordsPerSecond + " and bytesPerSecond is "
                    + bytesPerSecond + ", allowed is 1 and more");
        }
    }
}
