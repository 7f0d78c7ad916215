package dev.kinesislake.function;

import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.PartitionedBatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a batch, in numbers.
 *
 * @param records Kinesis records in the batch
 * @param rows in the lake
 * @param failed rows in the failed bucket, by reason
 * @param objects stored, in both buckets
 * @param bytes of the objects, compressed
 */
record BatchSummary(int records, int rows, Map<Reason, Integer> failed, int objects, long bytes) {

    static BatchSummary of(List<KinesisRecord> batch, PartitionedBatch partitioned, long bytes) {
        int rows = partitioned.events().values().stream().mapToInt(List::size).sum();
        var failed = new EnumMap<Reason, Integer>(Reason.class);
        partitioned.failed().forEach((partition, some) -> failed.merge(partition.reason(), some.size(), Integer::sum));
        int objects = partitioned.events().size() + partitioned.failed().size();
        return new BatchSummary(batch.size(), rows, failed, objects, bytes);
    }

    int failedRows() {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
