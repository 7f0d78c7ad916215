package dev.kinesislake.table;

import java.time.Instant;

/**
 * What a run has done.
 *
 * @param built hours that were replaced
 * @param left hours that should have been built, and could not be
 * @param postponed hours that are left to the next run, since time was up
 * @param sealedThrough up to when each hour is sealed by now
 * @param snapshotsExpired snapshots that can't be read any more
 * @param filesSwept files that earlier runs had left over
 * @param dropped hours that the lake keeps no longer
 */
public record SealReport(
        int built,
        long rows,
        int files,
        long bytes,
        int left,
        int postponed,
        Instant sealedThrough,
        int snapshotsExpired,
        int filesSwept,
        int dropped) {}
