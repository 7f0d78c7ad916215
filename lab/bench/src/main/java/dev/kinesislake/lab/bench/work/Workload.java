package dev.kinesislake.lab.bench.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some batches of one kind.
 *
 * @param records of all batches, one by one
 * @param invocations the same, as Lambda hands them over
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they are, never compared
public record Workload(List<List<byte[]>> records, List<byte[]> invocations) {

    /** When all records arrived, which takes them to one hour of the lake. */
    public static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.123Z");

    /** Makes batches of the same number of records. */
    public static Workload of(EventKind kind, int batches, int recordsInABatch) {
        var events = new Events(kind);
        var records = new ArrayList<List<byte[]>>();
        var invocations = new ArrayList<byte[]>();
        for (int batch = 0; batch < batches; batch++) {
            int first = batch * recordsInABatch;
            var some = IntStream.range(first, first + recordsInABatch)
                    .mapToObj(events::record)
                    .toList();
            records.add(some);
            invocations.add(Batch.of(some, first, ARRIVAL));
        }
        return new Workload(records, invocations);
    }

    public int size() {
        return records.stream().mapToInt(List::size).sum();
    }

    /** The records' bytes, without those of the invocations around them. */
    public long bytes() {
        return records.stream()
                .flatMap(List::stream)
                .mapToLong(record -> record.length)
                .sum();
    }
}
