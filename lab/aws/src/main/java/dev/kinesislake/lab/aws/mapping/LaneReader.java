package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one lane's records from the shard, and gathers them into batches. Keeps no record but those of the next batch. */
final class LaneReader {

    private static final int RECORDS_PER_READ = 10_000;
    private static final long BYTES_PER_READ = 10L * 1024 * 1024;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ShardLog shard;
    private final KinesisEventWriter writer;
    private final MappingSpec.Batching batching;
    private final InstantSource clock;
    private final Predicate<BatchRecord> mine;
    private final LongConsumer passed;
    private long offset;

    /**
     * @param mine whether a record is for this lane to do
     * @param passed told an offset when all of the lane's records before it are done
     */
    LaneReader(
            ShardLog shard,
            KinesisEventWriter writer,
            MappingSpec.Batching batching,
            InstantSource clock,
            Predicate<BatchRecord> mine,
            LongConsumer passed) {
        this.shard = shard;
        this.writer = writer;
        this.batching = batching;
        this.clock = clock;
        this.mine = mine;
        this.passed = passed;
    }

    /** Goes on at an offset. */
    void seek(long to) {
        offset = to;
    }

    /** The offset after the last record read. */
    long offset() {
        return offset;
    }

    /** Waits for the next batch; null if the shard is closed and has no more. */
    @Nullable Batch next() throws InterruptedException {
        var batch = new BatchAssembler(writer, batching.size());
        Instant windowEnd = null;
        while (true) {
            // Before reading, as what a closed shard then has is all.
            var closed = shard.isClosed();
            if (fill(batch)) {
                return batch.batch();
            }
            if (batch.isEmpty()) {
                if (closed) {
                    return null;
                }
                shard.await(offset, WAIT);
                continue;
            }
            var now = clock.instant();
            windowEnd = windowEnd == null ? now.plus(batching.window()) : windowEnd;
            var left = Duration.between(now, windowEnd);
            if (closed || left.isZero() || left.isNegative()) {
                return batch.batch();
            }
            shard.await(offset, left);
        }
    }

    /** Reads to the shard's end, or until no more fits; returns whether the batch is full. */
    private boolean fill(BatchAssembler batch) {
        while (!batch.isFull()) {
            offset = Math.max(offset, shard.start());
            var most = (int) Math.min(RECORDS_PER_READ, (long) batch.room() * batching.parallelizationFactor());
            var records = shard.read(offset, most, BYTES_PER_READ);
            for (StreamRecord record : records) {
                var next = new BatchRecord(offset, record);
                if (mine.test(next) && !batch.offer(next)) {
                    return true;
                }
                offset++;
            }
            if (batch.isEmpty()) {
                passed.accept(offset);
            }
            if (records.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
