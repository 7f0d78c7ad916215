package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pollers of a stream's shards under one spec. A shard that a split or merge made isn't read before its parents are done, so
 * that a key's records keep their order.
 */
final class ShardPollers {

    private final MappingSpec spec;
    private final MappingConnections connections;
    private final MappingTiming timing;
    private final Supplier<UUID> random;
    private final MappingStatus status;
    private final Map<String, Checkpoint> starts = new ConcurrentHashMap<>();
    private final Map<String, ShardPoller> pollers = new ConcurrentHashMap<>();
    private boolean anyShardKnown;

    /** @param checkpoints where to go on; none at all if the stream was never read */
    ShardPollers(
            MappingSpec spec,
            MappingConnections connections,
            MappingTiming timing,
            Supplier<UUID> random,
            MappingStatus status,
            List<Checkpoint> checkpoints) {
        this.spec = spec;
        this.connections = connections;
        this.timing = timing;
        this.random = random;
        this.status = status;
        checkpoints.forEach(checkpoint -> starts.put(checkpoint.shardId(), checkpoint));
        anyShardKnown = !checkpoints.isEmpty();
    }

    /** Starts the pollers of those shards that can be read by now. */
    void discover(List<ShardLog> shards) {
        for (var shard : shards) {
            starts.computeIfAbsent(shard.shardId(), id -> Checkpoint.at(id, firstOffset(shard)));
        }
        anyShardKnown |= !shards.isEmpty();
        var listed = shards.stream().map(ShardLog::shardId).collect(Collectors.toSet());
        for (var shard : shards) {
            var start = starts.get(shard.shardId());
            if (start != null && !pollers.containsKey(shard.shardId()) && parentsAreDone(shard, listed)) {
                var poller = new ShardPoller(shard, start, spec, connections, timing, random, status);
                // Before it starts: who waits for its progress asks here when the first record is done.
                pollers.put(shard.shardId(), poller);
                poller.start();
            }
        }
        forgetShardsThatTheStreamForgot(listed);
    }

    private long firstOffset(ShardLog shard) {
        return anyShardKnown ? shard.start() : spec.startingPosition().offsetIn(shard);
    }

    private boolean parentsAreDone(ShardLog shard, Set<String> listed) {
        return shard.parentShardIds().stream().allMatch(parent -> {
            var poller = pollers.get(parent);
            return poller == null ? !listed.contains(parent) : poller.isComplete();
        });
    }

    private void forgetShardsThatTheStreamForgot(Set<String> listed) {
        pollers.entrySet()
                .removeIf(each ->
                        !listed.contains(each.getKey()) && each.getValue().isComplete());
        starts.keySet().removeIf(id -> !listed.contains(id) && !pollers.containsKey(id));
    }

    /** Stops all lanes and waits until they have. */
    void stop(Duration grace) throws InterruptedException {
        pollers.values().forEach(ShardPoller::stop);
        var end = System.nanoTime() + grace.toNanos();
        for (var poller : pollers.values()) {
            poller.awaitStopped(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    List<Checkpoint> checkpoints() {
        var all = new LinkedHashMap<>(starts);
        pollers.forEach((id, poller) -> all.put(id, poller.checkpoint()));
        return List.copyOf(all.values());
    }

    @Nullable Checkpoint checkpoint(String shardId) {
        var poller = pollers.get(shardId);
        return poller == null ? starts.get(shardId) : poller.checkpoint();
    }

    int inFlight(String shardId) {
        var poller = pollers.get(shardId);
        return poller == null ? 0 : poller.inFlight();
    }
}
