package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.mapping.MappingProgress.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream's shards and invokes a function with their records, batch after batch, as AWS does between Kinesis and Lambda
 * (Lambda Developer Guide, "How Lambda processes records from stream and queue-based event sources" and "Using Lambda to process
 * records from Amazon Kinesis Data Streams"). Every record is done at least once, in the order of its shard and partition key.
 *
 * <p>Safe for use by many threads.
 */
public final class EventSourceMapping implements AutoCloseable {

    private final MappingConnections connections;
    private final MappingTiming timing;
    private final Supplier<UUID> random;
    private final MappingStatus status = new MappingStatus();
    private final Object lifecycle = new Object();
    private volatile MappingSpec spec;
    private volatile List<Checkpoint> checkpoints;
    private volatile @Nullable ShardPollers pollers;
    private volatile boolean closed;
    private @Nullable Thread discovery;
    private boolean denied;

    /** @param checkpoints a predecessor's {@link #checkpoints()}; empty to begin at the spec's starting position */
    public EventSourceMapping(MappingSpec spec, MappingConnections connections, List<Checkpoint> checkpoints) {
        this(spec, connections, checkpoints, MappingTiming.REAL, UUID::randomUUID);
    }

    /** @param random for the ids in the objects of discarded batches */
    public EventSourceMapping(
            MappingSpec spec,
            MappingConnections connections,
            List<Checkpoint> checkpoints,
            MappingTiming timing,
            Supplier<UUID> random) {
        this.spec = spec;
        this.connections = connections;
        this.checkpoints = List.copyOf(checkpoints);
        this.timing = timing;
        this.random = random;
    }

    /**
     * Begins to read, if the spec is enabled and the role may. When it returns, the starting position of every shard that the
     * stream has by then is settled: what is put later is read, with {@link StartingPosition.Latest} too.
     */
    public void start() {
        synchronized (lifecycle) {
            if (closed || discovery != null) {
                throw new IllegalStateException(
                        "Event source mapping " + spec.uuid() + " was started or closed already");
            }
            look();
            var thread = new Thread(this::keepLooking, "event-source-mapping " + spec.uuid());
            thread.setDaemon(true);
            discovery = thread;
            thread.start();
        }
    }

    /**
     * Looks for new shards and changed permissions once. A mapping that was never started needs no other thread for it than its
     * caller's.
     */
    public void discover() {
        synchronized (lifecycle) {
            if (!closed) {
                look();
            }
        }
    }

    /**
     * Goes on under another spec where it is now. Invocations in flight are finished first; a batch that is being retried is read
     * again, and gets all its attempts.
     *
     * @throws IllegalArgumentException if the spec is another mapping's, or names another stream
     */
    public void update(MappingSpec updated) {
        if (!updated.uuid().equals(spec.uuid()) || !updated.streamArn().equals(spec.streamArn())) {
            throw new IllegalArgumentException("Event source mapping " + spec.uuid() + " of " + spec.streamArn()
                    + " can't become " + updated.uuid() + " of " + updated.streamArn()
                    + ": its id and its stream are there to stay");
        }
        synchronized (lifecycle) {
            var wasReading = pollers != null;
            stopPollers(timing.grace());
            spec = updated;
            if (!closed && (discovery != null || wasReading)) {
                look();
            }
        }
    }

    public MappingSpec spec() {
        return spec;
    }

    /** What is done by now; after {@link #close()}, what a successor begins with. */
    public List<Checkpoint> checkpoints() {
        var running = pollers;
        return running == null ? checkpoints : running.checkpoints();
    }

    /** Stops reading, and waits for the invocations in flight, but not for ever: then they are abandoned. */
    @Override
    public void close() {
        stop(timing.grace());
    }

    /** Stops at once, as a poller that crashes: what is in flight counts as not done. */
    public void abandon() {
        stop(Duration.ZERO);
    }

    /** Where the mapping stands. */
    public MappingProgress progress() {
        var shards = connections.shards().get().stream().map(this::progress).toList();
        return new MappingProgress(
                spec.enabled() && !closed ? "Enabled" : "Disabled",
                status.lastProcessingResult(),
                shards,
                status.counters());
    }

    /** What it has done since it was made. */
    public MappingCounters counters() {
        return status.counters();
    }

    /** How old batches' last records were when the function was invoked with them, by the minute. */
    public SortedMap<Instant, IteratorAge> iteratorAges() {
        return status.iteratorAges.minutes();
    }

    /** Whether every record put so far is done. */
    public boolean drained() {
        return isDone(ends());
    }

    /** Waits until every record put before the call is done; returns whether that was so in time. */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        var ends = ends();
        return status.changed.awaitThat(() -> isDone(ends), atMost);
    }

    private Map<String, Long> ends() {
        var ends = new HashMap<String, Long>();
        connections.shards().get().forEach(shard -> ends.put(shard.shardId(), shard.end()));
        return ends;
    }

    private boolean isDone(Map<String, Long> ends) {
        return ends.entrySet().stream().allMatch(each -> {
            var checkpoint = checkpoint(each.getKey());
            return checkpoint == null ? each.getValue() == 0 : checkpoint.offset() >= each.getValue();
        });
    }

    private ShardProgress progress(ShardLog shard) {
        var running = pollers;
        var checkpoint = checkpoint(shard.shardId());
        var end = shard.end();
        var offset = Math.max(shard.start(), checkpoint == null ? 0 : checkpoint.offset());
        var oldest = shard.read(offset, 1, 1);
        var age = oldest.isEmpty()
                ? 0
                : Duration.between(oldest.get(0).arrival(), timing.clock().instant())
                        .toMillis();
        return new ShardProgress(
                shard.shardId(),
                offset,
                end,
                running == null ? 0 : running.inFlight(shard.shardId()),
                Math.max(0, age));
    }

    private @Nullable Checkpoint checkpoint(String shardId) {
        var running = pollers;
        if (running != null) {
            return running.checkpoint(shardId);
        }
        return checkpoints.stream()
                .filter(each -> each.shardId().equals(shardId))
                .findFirst()
                .orElse(null);
    }

    private void keepLooking() {
        try {
            while (!closed) {
                var before = status.laneEnded.changes();
                discover();
                status.laneEnded.awaitChangeSince(before, timing.discovery());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Starts the pollers of shards that can be read by now, or stops all if the role may no longer read. */
    private void look() {
        if (!spec.enabled()) {
            return;
        }
        try {
            var missing = ReadPermissions.missing(connections.permissions(), spec.streamArn());
            if (!missing.isEmpty()) {
                stopPollers(timing.grace());
                denied = true;
                status.problem("AccessDenied: " + connections.roleArn() + " is not allowed to "
                        + String.join(", ", missing) + " on " + spec.streamArn());
                return;
            }
            if (denied) {
                denied = false;
                status.ok();
            }
            var running = pollers;
            if (running == null) {
                running = new ShardPollers(spec, connections, timing, random, status, checkpoints);
                pollers = running;
            }
            running.discover(connections.shards().get());
        } catch (RuntimeException | Error e) {
            status.problem("cannot read " + spec.streamArn() + ": " + e);
        }
    }

    private void stop(Duration grace) {
        closed = true;
        synchronized (lifecycle) {
            if (discovery != null) {
                discovery.interrupt();
                discovery = null;
            }
            stopPollers(grace);
        }
    }

    private void stopPollers(Duration grace) {
        var running = pollers;
        if (running == null) {
            return;
        }
        var interrupted = false;
        for (var left = grace; ; left = Duration.ZERO) {
            try {
                running.stop(left);
                break;
            } catch (InterruptedException e) {
                // Whoever is in a hurry doesn't get a lane that runs on.
                interrupted = true;
            }
        }
        checkpoints = running.checkpoints();
        pollers = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
