package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shard in memory. The record at offset n has sequence number 1000 + n. */
final class FakeShard implements ShardLog {

    private final FakeTime time;
    private final String id;
    private final List<String> parents;
    private final List<StreamRecord> records = new ArrayList<>();
    private long start;
    private boolean closed;
    private long brokenAt = -1;

    FakeShard(FakeTime time, String id, String... parents) {
        this.time = time;
        this.id = id;
        this.parents = List.of(parents);
    }

    FakeShard put(String partitionKey, String data) {
        return put(partitionKey, data.getBytes(UTF_8));
    }

    FakeShard put(String partitionKey, byte[] data) {
        time.changed(() -> records.add(
                new StreamRecord(String.valueOf(1000 + records.size()), partitionKey, time.instant(), data)));
        return this;
    }

    /** Puts records that all have their data as partition key. */
    FakeShard putAll(String... data) {
        for (var each : data) {
            put(each, each);
        }
        return this;
    }

    void close() {
        time.changed(() -> closed = true);
    }

    /** Makes the next read from this offset fail, once. */
    FakeShard breakOnceAt(long offset) {
        time.changed(() -> brokenAt = offset);
        return this;
    }

    void trim(long before) {
        time.changed(() -> start = before);
    }

    @Override
    public String shardId() {
        return id;
    }

    @Override
    public List<String> parentShardIds() {
        return parents;
    }

    @Override
    public long start() {
        synchronized (time) {
            return start;
        }
    }

    @Override
    public long end() {
        synchronized (time) {
            return records.size();
        }
    }

    @Override
    public boolean isClosed() {
        synchronized (time) {
            return closed;
        }
    }

    @Override
    public List<StreamRecord> read(long offset, int maxRecords, long maxBytes) {
        synchronized (time) {
            if (offset < start) {
                throw new IllegalArgumentException("offset " + offset + " was trimmed");
            }
            if (offset == brokenAt) {
                brokenAt = -1;
                throw new IllegalStateException("can't read");
            }
            var read = new ArrayList<StreamRecord>();
            var bytes = 0L;
            for (var at = (int) offset; at < records.size() && read.size() < maxRecords; at++) {
                bytes += records.get(at).data().length;
                if (bytes > maxBytes && !read.isEmpty()) {
                    break;
                }
                read.add(records.get(at));
            }
            return read;
        }
    }

    @Override
    public boolean await(long offset, Duration atMost) throws InterruptedException {
        return time.await(() -> records.size() > offset || closed, atMost) && end() > offset;
    }
}
