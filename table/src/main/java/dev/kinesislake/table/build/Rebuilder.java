package dev.kinesislake.table.build;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.Partition;
import java.util.List;
import java.util.Set;

/** Builds an hour from its own files, where its objects are gone. */
@FunctionalInterface
public interface Rebuilder {

    /**
     * Builds an hour without some of its rows.
     *
     * @param files the bytes of all of them, one after the other
     * @param leftOut positions of rows that the hour is to have no more
     */
    HourFiles without(Partition.OfEvents hour, Iterable<byte[]> files, Set<Position> leftOut, List<TableColumn> columns)
            throws UnbuiltHourException;
}
