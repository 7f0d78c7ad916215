package dev.kinesislake.lab.aws.cloudwatch;

/**
 * What a metric got within a minute, or more of them.
 *
 * @param count how many values
 */
public record Sample(long count, double sum, double max) {

    Sample with(Sample other) {
        return new Sample(count + other.count, sum + other.sum, Math.max(max, other.max));
    }
}
