package dev.kinesislake.lab.bench.rivals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.lab.proof.events.AggregateWriter;
import dev.kinesislake.lab.proof.events.SentEvent;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates events as the Kinesis Producer Library does by default: those of a shard, for 100 ms or up to 51,200 bytes
 * (its {@code default_config.properties}: RecordMaxBufferedTime, AggregationMaxSize). Its records are the library's to the byte but
 * for their keys' table; what it takes to make them is not the library's, which is a native process.
 */
public final class Aggregating {

    private static final int MAX_BYTES = 51_200;
    private static final long MAX_WAIT_NANOS = 100_000_000;

    private final EventProducer producer;
    private final List<Buffer> buffers;

    /** @param producer without a linger */
    public Aggregating(EventProducer producer, int shards) {
        this.producer = producer;
        this.buffers = IntStream.range(0, shards).mapToObj(any -> new Buffer()).toList();
    }

    private static final class Buffer {
        private final List<SentEvent> events = new ArrayList<>();
        private final List<CompletableFuture<?>> waiting = new ArrayList<>();
        private int bytes;
        private long since;
    }

    /** Takes an event; the future completes when its aggregate is acknowledged. */
    public CompletableFuture<?> send(String key, byte[] data) throws InterruptedException {
        var buffer = buffers.get(shardOf(key, buffers.size()));
        int size = key.length() + data.length + 10;
        if (buffer.bytes + size > MAX_BYTES) {
            flush(buffer);
        }
        if (buffer.events.isEmpty()) {
            buffer.since = System.nanoTime();
        }
        var acknowledged = new CompletableFuture<Object>();
        buffer.events.add(SentEvent.valid(key, data, "", ""));
        buffer.waiting.add(acknowledged);
        buffer.bytes += size;
        return acknowledged;
    }

    /** Sends what has waited long enough. */
    public void tick() throws InterruptedException {
        for (var buffer : buffers) {
            if (!buffer.events.isEmpty() && System.nanoTime() - buffer.since >= MAX_WAIT_NANOS) {
                flush(buffer);
            }
        }
    }

    public void flush() throws InterruptedException {
        for (var buffer : buffers) {
            if (!buffer.events.isEmpty()) {
                flush(buffer);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // completes those that wait
    private void flush(Buffer buffer) throws InterruptedException {
        var waiting = List.copyOf(buffer.waiting);
        producer.send(new OutgoingEvent(buffer.events.get(0).partitionKey(), AggregateWriter.write(buffer.events)))
                .whenComplete((acknowledged, failure) -> waiting.forEach(each -> complete(each, failure)));
        buffer.events.clear();
        buffer.waiting.clear();
        buffer.bytes = 0;
    }

    private static void complete(CompletableFuture<?> future, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }

    private static int shardOf(String key, int shards) {
        try {
            var hash = new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(UTF_8)));
            return hash.multiply(BigInteger.valueOf(shards)).shiftRight(128).intValueExact();
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
