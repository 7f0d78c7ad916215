package dev.kinesislake.lab.bench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A shard without an end: its records are those of a pool over and over, each time at new positions. */
public final class Stream {

    private final List<byte[]> pool;
    private long sent;

    public Stream(EventKind kind, int poolSize) {
        this.pool =
                IntStream.range(0, poolSize).mapToObj(new Events(kind)::record).toList();
    }

    /** The invocation with the next records. */
    public byte[] next(int records) {
        var some = new ArrayList<byte[]>(records);
        for (int i = 0; i < records; i++) {
            some.add(pool.get((int) ((sent + i) % pool.size())));
        }
        var invocation = Batch.of(some, sent, Workload.ARRIVAL);
        sent += records;
        return invocation;
    }

    /** How many records there were so far. */
    public long sent() {
        return sent;
    }
}
