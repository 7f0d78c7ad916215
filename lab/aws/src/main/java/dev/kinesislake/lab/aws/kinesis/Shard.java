package dev.kinesislake.lab.aws.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shard: its place in the stream, and its records, whose bytes are in a file and whose index is in memory (24 bytes a record).
 * What the retention period trims is not to be found any more, but stays in the file until the stream is deleted.
 */
final class Shard implements ShardLog {

    private final ShardLineage lineage;
    private final SequenceNumbers numbers;
    private final RecordFile file;
    private final InstantSource clock;
    private final Supplier<Duration> retention;
    private final WriteMeter meter;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Of record i: where its bytes end in the file and what all data up to it adds up to, both at i + 1, and its
    // arrival, at i.
    private final LongList fileEnds = new LongList();
    private final LongList dataTotals = new LongList();
    private final LongList arrivals = new LongList();
    private int trimmed;
    private @Nullable Instant closedAt;
    private boolean deleted;

    Shard(
            ShardLineage lineage,
            SequenceNumbers numbers,
            RecordFile file,
            InstantSource clock,
            Supplier<Duration> retention,
            ShardLimits limits) {
        this.lineage = lineage;
        this.numbers = numbers;
        this.file = file;
        this.clock = clock;
        this.retention = retention;
        this.meter = new WriteMeter(limits, clock.millis());
        fileEnds.add(0);
        dataTotals.add(0);
    }

    ShardLineage lineage() {
        return lineage;
    }

    SequenceNumbers numbers() {
        return numbers;
    }

    @Override
    public String shardId() {
        return lineage.shardId();
    }

    @Override
    public List<String> parentShardIds() {
        return lineage.parentShardIds();
    }

    /** When a split or a merge closed the shard; null while it is open. */
    @Nullable Instant closedAt() {
        lock.lock();
        try {
            return closedAt;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isClosed() {
        return closedAt() != null;
    }

    @Override
    public long start() {
        lock.lock();
        try {
            var horizon = clock.instant().minus(retention.get()).toEpochMilli();
            trimmed = arrivals.firstAtLeast(horizon, trimmed);
            return trimmed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long end() {
        lock.lock();
        try {
            return arrivals.size();
        } finally {
            lock.unlock();
        }
    }

    /** The offset of the first record that arrived at or after an instant; the end if there is none. */
    long firstSince(Instant instant) {
        lock.lock();
        try {
            return arrivals.firstAtLeast(instant.toEpochMilli(), 0);
        } finally {
            lock.unlock();
        }
    }

    /** When the record with an offset arrived, in milliseconds since the epoch; empty when there is no such record. */
    OptionalLong arrivalOf(long offset) {
        lock.lock();
        try {
            return offset < arrivals.size()
                    ? OptionalLong.of(arrivals.get(Math.toIntExact(offset)))
                    : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Adds how many records have arrived in each minute. */
    void addIncoming(Map<Instant, Long> byMinute) {
        lock.lock();
        try {
            for (int first = 0; first < arrivals.size(); ) {
                var minute = Instant.ofEpochMilli(arrivals.get(first)).truncatedTo(ChronoUnit.MINUTES);
                int next = arrivals.firstAtLeast(minute.plusSeconds(60).toEpochMilli(), first);
                byMinute.merge(minute, (long) next - first, Long::sum);
                first = next;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a record, unless the shard's limits refuse it; returns its sequence number, null when refused. */
    @Nullable String append(String partitionKey, byte[] data, long size) {
        lock.lock();
        try {
            if (closedAt != null) {
                throw new IllegalStateException(shardId() + " is closed");
            }
            var now = clock.millis();
            if (!meter.admits(size, now)) {
                return null;
            }
            fileEnds.add(file.append(partitionKey, data));
            dataTotals.add(dataTotals.last() + data.length);
            arrivals.add(arrivals.size() == 0 ? now : Math.max(now, arrivals.last()));
            changed.signalAll();
            return numbers.at(arrivals.size() - 1L);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<StreamRecord> read(long offset, int maxRecords, long maxBytes) {
        if (offset < 0 || maxRecords < 1) {
            throw new IllegalArgumentException("offset is " + offset + ", allowed is 0 and more; maxRecords is "
                    + maxRecords + ", allowed is 1 and more");
        }
        long[] ends;
        long[] times;
        lock.lock();
        try {
            if (deleted) {
                throw new KinesisException(
                        KinesisError.RESOURCE_NOT_FOUND, "the stream of " + shardId() + " is deleted");
            }
            if (offset >= arrivals.size()) {
                return List.of();
            }
            int first = (int) offset;
            int fitting =
                    dataTotals.firstAtLeast(dataTotals.get(first) + Math.min(maxBytes, Integer.MAX_VALUE) + 1, first)
                            - 1;
            int last = (int) Math.min(Math.max(fitting, first + 1L), (long) first + maxRecords);
            ends = fileEnds.slice(first, last + 1);
            times = arrivals.slice(first, last);
        } finally {
            lock.unlock();
        }
        return parse(offset, ends, times, file.read(ends[0], ends[times.length]));
    }

    private List<StreamRecord> parse(long offset, long[] ends, long[] times, ByteBuffer bytes) {
        List<StreamRecord> records = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            var partitionKey = RecordFile.partitionKey(bytes);
            var data = new byte[Math.toIntExact(ends[i + 1] - ends[0]) - bytes.position()];
            bytes.get(data);
            records.add(new StreamRecord(numbers.at(offset + i), partitionKey, Instant.ofEpochMilli(times[i]), data));
        }
        return records;
    }

    @Override
    public boolean await(long offset, Duration atMost) throws InterruptedException {
        var nanos = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lockInterruptibly();
        try {
            while (offset >= arrivals.size() && closedAt == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return offset < arrivals.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no record any more. */
    void close(Instant when) {
        lock.lock();
        try {
            if (closedAt == null) {
                closedAt = when;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes and has no record any more. */
    void delete(Instant when) {
        close(when);
        lock.lock();
        try {
            deleted = true;
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete the records of " + shardId(), e);
        } finally {
            lock.unlock();
        }
    }
}
