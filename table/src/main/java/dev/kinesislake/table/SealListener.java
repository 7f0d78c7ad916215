package dev.kinesislake.table;

import dev.kinesislake.function.partition.Partition;

/** Hears what a run does. */
public interface SealListener {

    /** A run begins. */
    default void planned(int hours, long objects, long bytes) {}

    /** An hour is built and stored, and will be the table's with the next commit. */
    default void built(Partition.OfEvents hour, int objects, long rows, int files, long bytes) {}

    /** The hours that were built are the table's. */
    default void committed(int hours) {}

    /** An hour is left as it is. */
    default void left(Partition.OfEvents hour, String why) {}

    /** Somebody else has changed the same hours: what was built is discarded, and built anew. */
    default void overtaken() {}
}
