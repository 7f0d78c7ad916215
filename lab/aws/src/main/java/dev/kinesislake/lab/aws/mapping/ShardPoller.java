package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lanes of one shard, as many as the parallelization factor says. */
final class ShardPoller {

    private final Checkpoint from;
    private final List<Lane> lanes = new ArrayList<>();

    ShardPoller(
            ShardLog shard,
            Checkpoint from,
            MappingSpec spec,
            MappingConnections connections,
            MappingTiming timing,
            Supplier<UUID> random,
            MappingStatus status) {
        this.from = from;
        var count = spec.batching().parallelizationFactor();
        var writer = new KinesisEventWriter(shard.shardId(), spec, connections.roleArn());
        var destination = destination(spec, connections);
        var starts = from.lanes(count).offsets();
        for (var i = 0; i < count; i++) {
            var guard = new WorkGuard();
            var index = i;
            lanes.add(new Lane(
                    shard.shardId() + "/lane-" + i,
                    starts.get(i),
                    lane -> new LaneReader(
                            shard,
                            writer,
                            spec.batching(),
                            timing.clock(),
                            record -> isFor(record, index, count),
                            lane::advanceTo),
                    new BatchProcessor(
                            shard.shardId(),
                            spec,
                            writer,
                            connections.function(),
                            destination,
                            timing,
                            random,
                            status,
                            guard),
                    timing,
                    status,
                    guard));
        }
    }

    private static @Nullable FailureDestination destination(MappingSpec spec, MappingConnections connections) {
        var arn = spec.errorHandling().onFailureDestination();
        return arn == null ? null : connections.destinations().apply(arn);
    }

    private boolean isFor(BatchRecord record, int lane, int count) {
        var key = record.record().partitionKey();
        return LaneOffsets.laneOf(key, count) == lane && !from.isDone(record.offset(), key);
    }

    /** Starts all lanes or, where one has no thread, none. */
    void start() {
        try {
            lanes.forEach(Lane::start);
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    void stop() {
        lanes.forEach(Lane::stop);
    }

    void awaitStopped(Duration grace) throws InterruptedException {
        for (var lane : lanes) {
            lane.awaitStopped(grace);
        }
    }

    Checkpoint checkpoint() {
        return from.advancedTo(
                new LaneOffsets(lanes.stream().map(Lane::progress).toList()));
    }

    int inFlight() {
        return lanes.stream().mapToInt(Lane::inFlight).sum();
    }

    boolean isComplete() {
        return lanes.stream().allMatch(Lane::isComplete);
    }
}
