package dev.kinesislake.table.raw;

import dev.kinesislake.function.partition.Partition;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The lake bucket, as far as sealing reads it. Safe for use by many threads. */
public interface RawLake {

    /**
     * Lists hours, one after the other.
     *
     * @param since the first instant of the first hour to list
     */
    void hours(Instant since, Consumer<RawHour> each);

    /** The objects of an hour by now, in the order of their keys. */
    List<RawObject> objects(Partition.OfEvents hour);

    /**
     * An object's bytes, as they were when it was listed.
     *
     * @throws ChangedObjectException if it is another one by now, or gone
     */
    byte[] get(RawObject object) throws ChangedObjectException;

    /**
     * What changes when people are erased: an hour that was listed before must not become the table's after that, as the erasure may have
     * looked into the table by then.
     */
    String erasures();
}
