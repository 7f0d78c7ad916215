package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.kinesis.KinesisError;
import dev.kinesislake.lab.aws.kinesis.KinesisException;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import dev.kinesislake.lab.proof.chaos.Fault.ReadOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shard whose readers wait on the scheduler, and whose reads may fail. */
final class FaultyShard implements ShardLog {

    private final ShardLog shard;
    private final VirtualScheduler scheduler;
    private final Supplier<@Nullable ReadOutcome> next;

    /** @param next what the next read meets with; null where it's fine */
    FaultyShard(ShardLog shard, VirtualScheduler scheduler, Supplier<@Nullable ReadOutcome> next) {
        this.shard = shard;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public String shardId() {
        return shard.shardId();
    }

    @Override
    public List<String> parentShardIds() {
        return shard.parentShardIds();
    }

    @Override
    public long start() {
        return shard.start();
    }

    @Override
    public long end() {
        return shard.end();
    }

    @Override
    public boolean isClosed() {
        return shard.isClosed();
    }

    @Override
    public List<StreamRecord> read(long offset, int maxRecords, long maxBytes) {
        var outcome = offset < shard.end() ? next.get() : null;
        if (outcome == null) {
            return shard.read(offset, maxRecords, maxBytes);
        }
        return switch (outcome) {
            case THROTTLED ->
                throw new KinesisException(KinesisError.PROVISIONED_THROUGHPUT_EXCEEDED, "a planned fault");
            case EXPIRED -> throw new KinesisException(KinesisError.EXPIRED_ITERATOR, "a planned fault");
            case SHORT -> shard.read(offset, 1, maxBytes);
        };
    }

    @Override
    public boolean await(long offset, Duration atMost) throws InterruptedException {
        scheduler.await(() -> shard.end() > offset || shard.isClosed(), atMost);
        return shard.end() > offset;
    }
}
