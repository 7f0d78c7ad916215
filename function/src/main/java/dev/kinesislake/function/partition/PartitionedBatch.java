package dev.kinesislake.function.partition;

import dev.kinesislake.function.decode.Decoded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch by partition. The rows of a partition keep the stream's order, so its first row is the one that names its object.
 *
 * @param events the lake's rows
 * @param failed the failed bucket's
 */
public record PartitionedBatch(
        Map<Partition.OfEvents, List<Decoded.Valid>> events, Map<Partition.OfFailed, List<Decoded.Invalid>> failed) {

    /** Groups a batch whose records stand in the stream's order. */
    public static PartitionedBatch of(List<Decoded> batch) {
        var events = new LinkedHashMap<Partition.OfEvents, List<Decoded.Valid>>();
        var failed = new LinkedHashMap<Partition.OfFailed, List<Decoded.Invalid>>();
        for (var decoded : batch) {
            if (decoded instanceof Decoded.Valid event) {
                events.computeIfAbsent(Partition.OfEvents.of(event), p -> new ArrayList<>())
                        .add(event);
            } else if (decoded instanceof Decoded.Invalid invalid) {
                failed.computeIfAbsent(Partition.OfFailed.of(invalid), p -> new ArrayList<>())
                        .add(invalid);
            }
        }
        return new PartitionedBatch(events, failed);
    }
}
