package dev.kinesislake.local.chaos;

import dev.kinesislake.function.config.Format;
import dev.kinesislake.local.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.time.Instant;

/**
 * What the stack of a story is like.
 *
 * @param start the moment at which it begins
 * @param shardRecordsPerSecond what a shard takes before it throttles
 */
record Settings(
        Instant start,
        Format format,
        int shards,
        int shardRecordsPerSecond,
        int batchSize,
        int windowSeconds,
        int parallelizationFactor,
        boolean bisect,
        int retryAttempts,
        int recordAgeSeconds) {

    /** Of the function; what the local stack has. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    String words() {
        return format.label() + ", " + shards + " shards of " + shardRecordsPerSecond + " records/s, batches of "
                + batchSize + ", window "
                + windowSeconds + " s, parallelization factor " + parallelizationFactor + ", "
                + (bisect ? "bisect, " : "no bisect, ") + limit("retries", retryAttempts) + ", "
                + limit("record age", recordAgeSeconds) + ", from " + start;
    }

    private static String limit(String what, int most) {
        return what + " " + (most == ErrorHandling.ENDLESS ? "endless" : "up to " + most);
    }
}
