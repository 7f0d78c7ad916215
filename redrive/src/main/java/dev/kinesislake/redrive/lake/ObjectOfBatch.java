package dev.kinesislake.redrive.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.InvocationReader;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.function.partition.PartitionedBatch;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.StoredBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object that the consumer makes of a batch.
 *
 * @param inLake whether it's one of the lake bucket, and not one of the failed bucket
 * @param folder with a slash at its end
 * @param first the row that names it
 * @param last its last row
 * @param arrival of its first row
 */
record ObjectOfBatch(
        boolean inLake, String folder, Position first, Position last, Instant arrival, Set<Position> rows) {

    /** All of a batch; none where it has no payload. */
    static List<ObjectOfBatch> of(StoredBatch batch, RecordDecoder decoder) {
        var payload = batch.payload();
        if (payload == null) {
            return List.of();
        }
        var decoded = new ArrayList<Decoded>();
        try {
            for (var record : InvocationReader.read(new ByteArrayInputStream(payload.getBytes(UTF_8)))
                    .records()) {
                decoded.addAll(decoder.decode(record).rows());
            }
        } catch (IOException noBatch) {
            throw new RedriveException("has a payload that is no batch of Kinesis records", noBatch);
        }
        var objects = new ArrayList<ObjectOfBatch>();
        var partitioned = PartitionedBatch.of(decoded);
        add(objects, true, partitioned.events());
        add(objects, false, partitioned.failed());
        return objects;
    }

    private static <P extends Partition, R extends Decoded> void add(
            List<ObjectOfBatch> objects, boolean inLake, Map<P, List<R>> partitions) {
        partitions.forEach((partition, rows) -> {
            var positions = new LinkedHashSet<Position>();
            rows.forEach(row -> positions.add(row.record().position()));
            var first = rows.get(0).record();
            var last = rows.get(rows.size() - 1).record().position();
            objects.add(new ObjectOfBatch(
                    inLake, partition.prefix(), first.position(), last, first.arrivalTime(), positions));
        });
    }
}
