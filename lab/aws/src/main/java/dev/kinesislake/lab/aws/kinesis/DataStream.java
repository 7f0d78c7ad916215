package dev.kinesislake.lab.aws.kinesis;

import dev.kinesislake.lab.aws.http.ErrorLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** A data stream: its settings, and its shards from the first on, closed ones among them. Safe for use by many threads. */
public final class DataStream {

    private static final ErrorLog LOG = ErrorLog.of(DataStream.class);

    private final String arn;
    private final Instant createdAt;
    private final Path folder;
    private final InstantSource clock;
    private final ShardLimits limits;
    private final LongSupplier stamps;

    /** Records are put under its read lock; what changes the shards does so under its write lock. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile StreamSettings settings;
    private volatile List<Shard> shards = List.of();
    private final NavigableMap<BigInteger, Shard> openByStart = new TreeMap<>();
    private boolean deleted;

    private DataStream(
            StreamSettings settings,
            String arn,
            Path folder,
            InstantSource clock,
            ShardLimits limits,
            LongSupplier stamps) {
        this.settings = settings;
        this.arn = arn;
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.folder = folder;
        this.clock = clock;
        this.limits = limits;
        this.stamps = stamps;
    }

    /** @param stamps milliseconds since the epoch, another one each time */
    static DataStream create(
            StreamSettings settings,
            String arn,
            Path folder,
            InstantSource clock,
            ShardLimits limits,
            LongSupplier stamps) {
        var stream = new DataStream(settings, arn, folder, clock, limits, stamps);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("could not make the folder of stream " + settings.name(), e);
        }
        stream.open(List.of(), HashKeyRange.evenly(settings.shardCount()), stream.createdAt);
        return stream;
    }

    public String name() {
        return settings.name();
    }

    public String arn() {
        return arn;
    }

    public StreamSettings settings() {
        return settings;
    }

    /** When the stream was made, in whole milliseconds. */
    public Instant createdAt() {
        return createdAt;
    }

    /** All shards that the stream ever had, by shard id: open ones and closed ones. */
    public List<ShardLog> shards() {
        return List.copyOf(shards);
    }

    /**
     * Closes a shard and gives its hash keys to two children ("SplitShard" in the Amazon Kinesis Data Streams API Reference).
     *
     * @param newStart the first hash key of the second child
     * @throws KinesisException when there is no such open shard, or the key isn't inside its range
     */
    public void split(String shardId, BigInteger newStart) {
        lock.writeLock().lock();
        try {
            var parent = openShard(shardId);
            var halves = parent.lineage().range().splitAt(newStart);
            reshard(List.of(parent), halves);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Closes two shards and gives their hash keys to one child ("MergeShards" in the Amazon Kinesis Data Streams API Reference).
     *
     * @throws KinesisException when one of them isn't an open shard, or their ranges don't touch
     */
    public void merge(String shardId, String adjacentShardId) {
        lock.writeLock().lock();
        try {
            var one = openShard(shardId);
            var other = openShard(adjacentShardId);
            var first = one.lineage().range();
            var second = other.lineage().range();
            if (first.isFollowedBy(second)) {
                reshard(List.of(one, other), List.of(new HashKeyRange(first.start(), second.end())));
            } else if (second.isFollowedBy(first)) {
                reshard(List.of(one, other), List.of(new HashKeyRange(second.start(), first.end())));
            } else {
                throw new KinesisException(
                        KinesisError.INVALID_ARGUMENT,
                        "Shards " + shardId + " and " + adjacentShardId + " in stream " + name() + " are not adjacent");
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes the records one after the other, each on its own: one that is refused doesn't keep the next ones out. */
    public List<PutResult> put(List<PutEntry> entries) {
        lock.readLock().lock();
        try {
            requireNotDeleted();
            return entries.stream().map(this::put).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many records have arrived in each minute. */
    public SortedMap<Instant, Long> incomingByMinute() {
        var byMinute = new TreeMap<Instant, Long>();
        allShards().forEach(shard -> shard.addIncoming(byMinute));
        return byMinute;
    }

    private PutResult put(PutEntry entry) {
        var shard = openByStart.floorEntry(entry.hashKey()).getValue();
        try {
            var sequenceNumber = shard.append(entry.partitionKey(), entry.data(), entry.size());
            if (sequenceNumber != null) {
                return new PutResult.Stored(shard.shardId(), sequenceNumber);
            }
            return new PutResult.Refused(
                    KinesisError.PROVISIONED_THROUGHPUT_EXCEEDED,
                    "Rate exceeded for shard " + shard.shardId() + " in stream " + name() + " under account "
                            + account() + ".");
        } catch (UncheckedIOException e) {
            LOG.error("records of stream " + name() + " are refused", e);
            return new PutResult.Refused(KinesisError.INTERNAL_FAILURE, "Internal Service Failure: " + e.getMessage());
        }
    }

    /** @throws KinesisException when a record is bigger than the stream's own limit */
    void requireFitting(List<PutEntry> entries) {
        for (var entry : entries) {
            if (entry.size() > settings.maxRecordBytes()) {
                throw new KinesisException(
                        KinesisError.INVALID_ARGUMENT,
                        "Record size is " + entry.size() + " bytes including the partition key, allowed are "
                                + settings.maxRecordBytes());
            }
        }
    }

    List<Shard> allShards() {
        return shards;
    }

    /** The oldest moment of which the stream still has records: the retention period ago, or when it was made. */
    Instant trimHorizon() {
        var horizon = clock.instant().minus(retention());
        return horizon.isBefore(createdAt) ? createdAt : horizon;
    }

    String account() {
        return arn.split(":", -1)[4];
    }

    void update(StreamSettings changed) {
        lock.writeLock().lock();
        try {
            requireNotDeleted();
            if (changed.shardCount() != openByStart.size()) {
                scaleTo(changed);
            }
            settings = changed;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Divides the hash keys evenly again, as UpdateShardCount does: splits first wherever a range of the new shards begins, then merges
     * what lies between two of these places. Each record stays in the shard that took it.
     */
    private void scaleTo(StreamSettings changed) {
        var open = openByStart.size();
        var wanted = changed.shardCount();
        if (changed.mode() == StreamMode.ON_DEMAND || wanted > 2L * open || 2L * wanted < open) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "stream " + name() + " has " + open + " open shards, and can be scaled to " + (open + 1) / 2
                            + " to " + 2L * open + " of them in one step, not to " + wanted + step(open, wanted));
        }
        var starts =
                HashKeyRange.evenly(wanted).stream().map(HashKeyRange::start).collect(Collectors.toSet());
        for (var start : starts) {
            if (!openByStart.containsKey(start)) {
                split(openByStart.floorEntry(start).getValue().shardId(), start);
            }
        }
        for (var shard : List.copyOf(openByStart.values())) {
            var start = shard.lineage().range().start();
            if (!starts.contains(start)) {
                merge(openByStart.lowerEntry(start).getValue().shardId(), shard.shardId());
            }
        }
    }

    /** The way there in steps, for who wants more than twice or less than half of the shards. */
    private static String step(int open, int wanted) {
        var steps = new StringJoiner(", then ", ": scale to ", "");
        for (int shards = open; shards != wanted; ) {
            shards = wanted > shards ? Math.min(2 * shards, wanted) : Math.max((shards + 1) / 2, wanted);
            steps.add(String.valueOf(shards));
        }
        return steps.toString();
    }

    void delete() {
        lock.writeLock().lock();
        try {
            deleted = true;
            for (var shard : shards) {
                shard.delete(clock.instant());
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete the folder of stream " + name(), e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Duration retention() {
        return settings.retention();
    }

    private void requireNotDeleted() {
        if (deleted) {
            throw new KinesisException(
                    KinesisError.RESOURCE_NOT_FOUND,
                    "Stream " + name() + " under account " + account() + " not found.");
        }
    }

    private Shard openShard(String shardId) {
        requireNotDeleted();
        return openByStart.values().stream()
                .filter(shard -> shard.shardId().equals(shardId))
                .findAny()
                .orElseThrow(() -> new KinesisException(
                        KinesisError.RESOURCE_NOT_FOUND,
                        "Shard " + shardId + " in stream " + name() + " under account " + account()
                                + " is not an open shard"));
    }

    private void reshard(List<Shard> parents, List<HashKeyRange> children) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        open(parents.stream().map(Shard::shardId).toList(), children, now);
        for (var parent : parents) {
            parent.close(now);
            openByStart.remove(parent.lineage().range().start(), parent);
        }
    }

    private void open(List<String> parentIds, List<HashKeyRange> ranges, Instant openedAt) {
        List<Shard> all = new ArrayList<>(shards);
        try {
            for (var range : ranges) {
                all.add(shard(ShardLineage.of(all.size(), parentIds, range, openedAt), all.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not open a shard of stream " + name(), e);
        }
        for (var shard : all.subList(shards.size(), all.size())) {
            openByStart.put(shard.lineage().range().start(), shard);
        }
        shards = List.copyOf(all);
    }

    private Shard shard(ShardLineage lineage, int index) throws IOException {
        return new Shard(
                lineage,
                new SequenceNumbers(stamps.getAsLong(), index),
                RecordFile.create(folder.resolve(lineage.shardId() + KinesisStreams.RECORDS_SUFFIX)),
                clock,
                this::retention,
                limits);
    }
}
