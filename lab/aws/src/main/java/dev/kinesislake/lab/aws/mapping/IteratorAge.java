package dev.kinesislake.lab.aws.mapping;

/**
 * Ages of batches' last records.
 *
 * @param batches how many
 * @param maxMillis the greatest age
 */
public record IteratorAge(long batches, long maxMillis) {

    IteratorAge with(IteratorAge other) {
        return new IteratorAge(batches + other.batches, Math.max(maxMillis, other.maxMillis));
    }
}
