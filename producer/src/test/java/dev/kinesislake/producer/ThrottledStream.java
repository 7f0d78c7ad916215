package dev.kinesislake.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * A stream whose shards share the hashes of partition keys evenly, and take so many records a second each, a second's worth at
 * once. It answers nobody before it's opened, and a call takes five milliseconds.
 */
final class ThrottledStream implements KinesisClient {

    private static final Duration CALL = Duration.ofMillis(5);
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final FakeTime time;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<Taken> taken = new ArrayList<>();
    private final NavigableMap<Duration, Runnable> changes = new TreeMap<>();
    private List<Shard> shards = List.of();
    private int byteLimit = Integer.MAX_VALUE;
    private int shardsEver;
    private long refusals;
    private int calls;
    private long openedAt;

    ThrottledStream(FakeTime time, int... limits) {
        this.time = time;
        reshard(limits);
    }

    /** A record that the stream took, and when: nanoseconds after the first call. */
    record Taken(String partitionKey, String shardId, long at, SdkBytes data) {}

    private static final class Shard {

        private final String id;
        private int limit;
        private double allowed;
        private double allowedBytes = Double.MAX_VALUE;
        private long since;

        private Shard(String id, int limit, long now) {
            this.id = id;
            this.limit = limit;
            this.allowed = limit;
            this.since = now;
        }

        private boolean takes(int bytes, int byteLimit, long now) {
            allowed = Math.min(limit, allowed + (now - since) / SECOND * limit);
            allowedBytes = Math.min(byteLimit, allowedBytes + (now - since) / SECOND * byteLimit);
            since = now;
            if (allowed < 1 || allowedBytes < Math.min(bytes, byteLimit)) {
                return false;
            }
            allowed--;
            allowedBytes -= bytes;
            return true;
        }
    }

    /** Has new shards from now on. */
    synchronized void reshard(int... limits) {
        shards = IntStream.of(limits)
                .mapToObj(limit -> new Shard("shardId-" + shardsEver++, limit, time.nanos()))
                .toList();
    }

    /** Has each shard take at most so many bytes a second. */
    synchronized ThrottledStream bytes(int limit) {
        byteLimit = limit;
        return this;
    }

    synchronized void limit(int shard, int limit) {
        shards.get(shard).limit = limit;
    }

    /** Lets something happen so long after the first call. */
    ThrottledStream after(Duration some, Runnable change) {
        changes.put(some, change);
        return this;
    }

    void open() {
        opened.countDown();
    }

    synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    synchronized long refusals() {
        return refusals;
    }

    synchronized int calls() {
        return calls;
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        try {
            opened.await();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        synchronized (this) {
            if (calls++ == 0) {
                openedAt = time.nanos();
            }
            time.pass(CALL);
            while (!changes.isEmpty() && changes.firstKey().toNanos() <= time.nanos() - openedAt) {
                changes.pollFirstEntry().getValue().run();
            }
            return PutRecordsResponse.builder()
                    .records(request.records().stream().map(this::put).toList())
                    .build();
        }
    }

    private PutRecordsResultEntry put(PutRecordsRequestEntry entry) {
        var shard = shards.get(shardOf(entry.partitionKey(), shards.size()));
        if (!shard.takes(entry.data().asByteArrayUnsafe().length, byteLimit, time.nanos())) {
            refusals++;
            return PutRecordsResultEntry.builder()
                    .errorCode("ProvisionedThroughputExceededException")
                    .errorMessage("Rate exceeded")
                    .build();
        }
        taken.add(new Taken(entry.partitionKey(), shard.id, time.nanos() - openedAt, entry.data()));
        return PutRecordsResultEntry.builder()
                .shardId(shard.id)
                .sequenceNumber(Integer.toString(taken.size()))
                .build();
    }

    /** As Kinesis does it: the MD5 of the key, 128 bits without a sign. */
    static int shardOf(String partitionKey, int shards) {
        try {
            var hash = new BigInteger(1, MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(UTF_8)));
            return hash.multiply(BigInteger.valueOf(shards)).shiftRight(128).intValueExact();
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
