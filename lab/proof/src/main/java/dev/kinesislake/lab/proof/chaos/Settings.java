package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.time.Instant;

/**
 * What the stack of a scenario is like.
 *
 * @param start the moment at which it begins
 * @param maxSkewMillis what the environments' clocks are apart from the right time at most
 * @param shardRecordsPerSecond what a shard takes before it throttles
 * @param putParallelism how many objects of a batch are stored at the same time
 */
record Settings(
        Instant start,
        int shards,
        int shardRecordsPerSecond,
        int batchSize,
        int windowSeconds,
        int parallelizationFactor,
        boolean bisect,
        int retryAttempts,
        int recordAgeSeconds,
        int maxSkewMillis,
        int timeoutSeconds,
        int putParallelism) {

    /** Whether sealers expire the table's snapshots at once, or never. */
    boolean areSnapshotsExpired() {
        return start.toEpochMilli() % 3 == 0;
    }

    /** Of the function. */
    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** What an environment's clock is ahead. */
    Duration skew(int environment) {
        return Duration.ofMillis(Math.floorMod(environment * 7_919L, 2L * maxSkewMillis + 1) - maxSkewMillis);
    }

    String words() {
        return shards + " shards of " + shardRecordsPerSecond + " records/s, batches of "
                + batchSize + ", window "
                + windowSeconds + " s, parallelization factor " + parallelizationFactor + ", "
                + (bisect ? "bisect, " : "no bisect, ") + limit("retries", retryAttempts) + ", "
                + limit("record age", recordAgeSeconds) + ", clocks "
                + maxSkewMillis + " ms apart, timeout " + timeoutSeconds + " s, "
                + putParallelism + " PUTs at a time, from " + start;
    }

    private static String limit(String what, int most) {
        return what + " " + (most == ErrorHandling.ENDLESS ? "endless" : "up to " + most);
    }
}
