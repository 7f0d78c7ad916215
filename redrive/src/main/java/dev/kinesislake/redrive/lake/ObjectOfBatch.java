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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An object that the consumer makes of a batch.
 *
 * @param inLake whether it's one of the lake bucket, and not one of the failed bucket
 * @param folder with a slash at its end
 * @param first the row that names it
 * @param last its last row
 * @param arrival of its first row
 * @param rows that it would have
 * @param erased rows that it would have if they weren't erased
 */
record ObjectOfBatch(
        boolean inLake,
        String folder,
        Position first,
        Position last,
        Instant arrival,
        Set<Position> rows,
        Set<Position> erased) {

    /** All of a batch; none where it has no payload. Of each record's rows, which may be large, only the positions are kept. */
    static List<ObjectOfBatch> of(StoredBatch batch, RecordDecoder decoder, Predicate<Decoded> isErased) {
        var payload = batch.payload();
        if (payload == null) {
            return List.of();
        }
        var objects = new LinkedHashMap<String, ObjectOfBatch>();
        try {
            for (var record : InvocationReader.read(new ByteArrayInputStream(payload.getBytes(UTF_8)))
                    .records()) {
                var rows = PartitionedBatch.of(decoder.decode(record).rows());
                add(objects, true, rows.events(), isErased);
                add(objects, false, rows.failed(), isErased);
            }
        } catch (IOException noBatch) {
            throw new RedriveException("has a payload that is no batch of Kinesis records", noBatch);
        }
        return List.copyOf(objects.values());
    }

    private static <P extends Partition, R extends Decoded> void add(
            Map<String, ObjectOfBatch> objects,
            boolean inLake,
            Map<P, List<R>> partitions,
            Predicate<Decoded> isErased) {
        partitions.forEach((partition, rows) -> objects.merge(
                partition.prefix(), of(inLake, partition.prefix(), rows, isErased), ObjectOfBatch::followedBy));
    }

    private static ObjectOfBatch of(
            boolean inLake, String folder, List<? extends Decoded> rows, Predicate<Decoded> isErased) {
        var positions = new HashSet<Position>();
        var erased = new HashSet<Position>();
        rows.forEach(row ->
                (isErased.test(row) ? erased : positions).add(row.record().position()));
        var first = rows.get(0).record();
        var last = rows.get(rows.size() - 1).record().position();
        return new ObjectOfBatch(inLake, folder, first.position(), last, first.arrivalTime(), positions, erased);
    }

    /** With the rows of the next record. */
    private ObjectOfBatch followedBy(ObjectOfBatch next) {
        rows.addAll(next.rows);
        erased.addAll(next.erased);
        return new ObjectOfBatch(inLake, folder, first, next.last, arrival, rows, erased);
    }
}
