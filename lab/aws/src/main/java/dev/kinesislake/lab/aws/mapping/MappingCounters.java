package dev.kinesislake.lab.aws.mapping;

/**
 * What a mapping has done since it was made, over all its shards.
 *
 * @param invocations of the function, retries among them
 * @param retries invocations with records that the function had seen before
 * @param bisections batches that were halved
 * @param recordsSucceeded records that the function is done with
 * @param batchesDelivered batches discarded and stored in the on-failure destination
 * @param recordsDelivered the records in those
 * @param recordsDropped records discarded without a destination to keep them
 */
public record MappingCounters(
        long invocations,
        long retries,
        long bisections,
        long recordsSucceeded,
        long batchesDelivered,
        long recordsDelivered,
        long recordsDropped) {}
