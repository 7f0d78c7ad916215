package dev.kinesislake.redrive.send;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.function.partition.PartitionedBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Stores batches as the consumer does. */
public record BatchWriter(InMemoryBucket lake, InMemoryBucket failed, RowEncoder<Decoded.Valid> events) {

    public void store(List<Decoded> batch, String attempt) {
        var partitioned = PartitionedBatch.of(batch);
        store(lake, partitioned.events(), events, attempt);
        store(failed, partitioned.failed(), new FailedNdjson(), attempt);
    }

    private static <P extends Partition, R extends Decoded> void store(
            InMemoryBucket bucket, Map<P, List<R>> partitions, RowEncoder<R> encoder, String attempt) {
        partitions.forEach((partition, rows) -> {
            var first = rows.get(0).record().position();
            try {
                bucket.put(LakeLayout.key(partition.prefix(), first, encoder.suffix()), encoder.encode(rows, attempt));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }
}
