package dev.kinesislake.table.build;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.RawObject;
import java.util.List;

/** Builds an hour's files from its objects. */
@FunctionalInterface
public interface Builder {

    /**
     * Builds an hour: one row per position, of copies the newest attempt's.
     *
     * @param objects all of the hour's
     * @throws ChangedObjectException if an object isn't what it was when it was listed
     * @throws UnbuiltHourException if the hour can't be built from these objects
     */
    HourFiles build(Partition.OfEvents hour, List<RawObject> objects, List<TableColumn> columns)
            throws ChangedObjectException, UnbuiltHourException, InterruptedException;
}
