package dev.kinesislake.producer;

/**
 * What a producer has done so far.
 *
 * @param acknowledged records that the stream took
 * @param acknowledgedBytes of their data
 * @param retried how often a record was refused and put aside to be tried again; one record may count many times
 * @param uncertain records that were in a call that ended without an answer, such as a connection that broke: at most so many can
 *     be on the stream twice
 * @param failed records that were given up
 */
public record Counters(long acknowledged, long acknowledgedBytes, long retried, long uncertain, long failed) {}
