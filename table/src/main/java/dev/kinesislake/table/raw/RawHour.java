package dev.kinesislake.table.raw;

import dev.kinesislake.function.partition.Partition;

/**
 * A section's hour, as it was listed.
 *
 * @param objects how many there are
 * @param isArchived whether an object of it can't be read without restoring it first
 */
public record RawHour(Partition.OfEvents partition, Inputs inputs, int objects, long bytes, boolean isArchived) {}
