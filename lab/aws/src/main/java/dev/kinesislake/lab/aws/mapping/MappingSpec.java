package dev.kinesislake.lab.aws.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event source mapping is asked to do. The limits are those of the API reference, "CreateEventSourceMapping", and of the
 * Lambda Developer Guide, "Lambda parameters for Amazon Kinesis Data Streams event source mappings"; an
 * {@link IllegalArgumentException} names every value that isn't allowed.
 *
 * @param uuid names the mapping
 * @param streamArn the stream to read
 * @param functionArn the function to invoke
 * @param enabled whether the stream is read at all; the checkpoint stays while it isn't
 */
public record MappingSpec(
        String uuid,
        String streamArn,
        String functionArn,
        boolean enabled,
        StartingPosition startingPosition,
        Batching batching,
        ErrorHandling errorHandling) {

    public MappingSpec {
        var problems = new ArrayList<String>();
        if (!streamArn.matches("arn:[^:]+:kinesis:[^:]+:[^:]*:stream/.+")) {
            problems.add("event source " + streamArn + " is no Kinesis stream's ARN");
        }
        batching.check(problems);
        errorHandling.check(problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Event source mapping " + uuid + ": " + String.join("; ", problems));
        }
    }

    /** The AWS region of the stream. */
    public String region() {
        return streamArn.split(":", -1)[3];
    }

    /**
     * How records become batches.
     *
     * @param size records in a batch at most, 1 to 10,000
     * @param windowSeconds how long to wait for a full batch, 0 to 300; 0 sends what is there
     * @param parallelizationFactor batches of one shard in flight at the same time, 1 to 10
     * @param tumblingWindowSeconds must be 0: state carried from batch to batch isn't supported here
     */
    public record Batching(int size, int windowSeconds, int parallelizationFactor, int tumblingWindowSeconds) {

        /** AWS's defaults for Kinesis. */
        public static final Batching DEFAULT = new Batching(100, 0, 1, 0);

        Duration window() {
            return Duration.ofSeconds(windowSeconds);
        }

        private void check(List<String> problems) {
            within(problems, "batch size", size, 1, 10_000);
            within(problems, "maximum batching window", windowSeconds, 0, 300);
            within(problems, "parallelization factor", parallelizationFactor, 1, 10);
            if (tumblingWindowSeconds != 0) {
                problems.add("tumbling window is " + tumblingWindowSeconds
                        + " s, but tumbling windows are not supported here: leave it out or set it to 0");
            }
        }
    }

    /**
     * What becomes of a batch that fails.
     *
     * @param bisectBatch whether a failed batch is halved, to find the record that fails
     * @param maximumRetryAttempts -1 (endless) to 10,000
     * @param maximumRecordAgeSeconds -1 (endless), or 60 to 604,800
     * @param reportBatchItemFailures whether the function's response says from which record on the batch failed
     * @param onFailureDestination the ARN of the bucket for discarded batches, or null: they are dropped
     */
    public record ErrorHandling(
            boolean bisectBatch,
            int maximumRetryAttempts,
            int maximumRecordAgeSeconds,
            boolean reportBatchItemFailures,
            @Nullable String onFailureDestination) {

        /** Stands for no limit. */
        public static final int ENDLESS = -1;

        /** AWS's defaults for Kinesis: a batch is retried until its records leave the stream. */
        public static final ErrorHandling DEFAULT = new ErrorHandling(false, ENDLESS, ENDLESS, false, null);

        private void check(List<String> problems) {
            within(problems, "maximum retry attempts", maximumRetryAttempts, ENDLESS, 10_000);
            if (maximumRecordAgeSeconds != ENDLESS) {
                within(problems, "maximum record age", maximumRecordAgeSeconds, 60, 604_800);
            }
            if (onFailureDestination != null && !onFailureDestination.matches("arn:[^:]+:s3:::.+")) {
                problems.add("on-failure destination " + onFailureDestination
                        + " is no bucket's ARN, and only buckets are supported here");
            }
        }
    }

    private static void within(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + " is " + value + ", but has to be from " + least + " to " + most
                    + (name.endsWith("age") ? ", or -1 for endless" : ""));
        }
    }
}
