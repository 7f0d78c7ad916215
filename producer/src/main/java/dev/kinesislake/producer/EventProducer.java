package dev.kinesislake.producer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Sends events to one stream with PutRecords, in calls as full as Kinesis takes them.
 *
 * <pre>{@code
 * try (var kinesis = EventProducer.clientBuilder(Region.EU_CENTRAL_1).build();
 *         var producer = EventProducer.builder("events-stream-prod", kinesis).build()) {
 *     producer.send(new OutgoingEvent(userId, json)).whenComplete((acknowledged, failure) -> …);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Events of one partition key reach their shard in the order they were sent: of each key one event at a time is on its way.
 *       Events of many keys share a call; a single key gets one event a call.
 *   <li>With {@link EventProducerBuilder#gather} events that are bound for one shard become one compressed record together. Of each
 *       shard one such record at a time is on its way, so the order of a key stays, but for the moment in which its shard is split or
 *       merged. An event that isn't a valid JSON object has a record of its own always.
 *   <li>An event that the stream refuses (throttling, an internal failure) is tried again by itself, after a random wait that grows
 *       with each refusal. While many of a shard wait for that, no new ones are tried there.
 *   <li>A shard that throttles is sent to as fast as it takes records, and a little faster, until it does so no more. The other
 *       shards' events don't wait for it.
 *   <li>An event is given up only if nothing at all was acknowledged for the {@linkplain EventProducerBuilder#timeLimit time limit}, or if the
 *       stream refuses the call itself for a reason that stays (no such stream, access denied). The next event of its key is then
 *       tried as if it had never been.
 *   <li>Delivery is at least once. When a call ends without an answer (a broken connection, a timeout, an internal error), nobody
 *       knows what was stored, so its events are sent again and may be on the stream twice. {@link Counters#uncertain} counts them.
 * </ul>
 *
 * <p>All methods may be called by many threads. What depends on a returned future runs on the producer's own threads unless it has
 * an executor: it must neither block nor send.
 */
public final class EventProducer implements AutoCloseable {

    /** The most that a record may have unless the stream allows more, partition key included: 1 MiB. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 1_048_576;

    private static final String THROTTLED = "ProvisionedThroughputExceededException";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final KinesisClient kinesis;
    private final String stream;
    private final int maxRecordBytes;
    private final Limits limits;
    private final Time time;
    private final Backoff backoff;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Outbox outbox;
    private Counters counters = Counters.NONE;
    private long lastNumber;
    private int hurried;
    private boolean closed;
    private boolean givenUp;
    private boolean ended;
    private @Nullable Throwable lastFailure;

    EventProducer(
            String stream,
            KinesisClient kinesis,
            int maxRecordBytes,
            Limits limits,
            int calls,
            Time time,
            Backoff backoff) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.maxRecordBytes = maxRecordBytes;
        this.limits = limits;
        this.time = time;
        this.backoff = backoff;
        this.outbox = new Outbox(limits, time.nanos());
        for (int i = 0; i < calls; i++) {
            var thread = new Thread(this::run, "event-producer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    EventProducer start() {
        threads.forEach(Thread::start);
        return this;
    }

    /**
     * A client as a producer needs it; an endpoint or credentials can be added. It doesn't retry by itself, so that no event is
     * sent twice unseen, and it waits long for an answer, since each call that is given up too early may be one that succeeded.
     */
    public static KinesisClientBuilder clientBuilder(Region region) {
        return KinesisClient.builder()
                .region(region)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(ANSWER_LIMIT))
                .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    /**
     * What sends to a stream.
     *
     * @param kinesis such as from {@link #clientBuilder}; stays the caller's to close, after the producer
     */
    public static EventProducerBuilder builder(String stream, KinesisClient kinesis) {
        return new EventProducerBuilder(stream, kinesis);
    }

    /**
     * Takes an event to be sent. Waits while too much is in flight.
     *
     * @return completes when the stream has acknowledged the event; fails with {@link NotAcknowledgedException} when it was given up
     * @throws IllegalArgumentException if the event is larger than a record may be
     * @throws IllegalStateException if the producer is closed
     */
    public CompletableFuture<Acknowledged> send(OutgoingEvent event) throws InterruptedException {
        int size = event.size();
        if (size > maxRecordBytes) {
            throw new IllegalArgumentException(
                    "the event has " + size + " bytes with its partition key, allowed are up to " + maxRecordBytes);
        }
        var line = limits.gathers() ? line(event) : null;
        lock.lockInterruptibly();
        try {
            if (!closed && !outbox.hasRoom(size)) {
                hurry(() -> !closed && !outbox.hasRoom(size));
            }
            if (closed) {
                throw new IllegalStateException("the producer for " + stream + " is closed");
            }
            long now = time.nanos();
            var pending = new Pending(event, line, ++lastNumber, now);
            if (outbox.add(pending, now)) {
                work.signal();
            }
            return pending.settled();
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] line(OutgoingEvent event) {
        var line = EventLine.of(event.data());
        return line == null || line.length + 1 > limits.gatheredBytes() ? null : line;
    }

    /** Waits until every event that was sent before is acknowledged or has failed. Meanwhile none waits for a fuller call or record. */
    public void flush() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long last = lastNumber;
            hurry(() -> outbox.holdsUpTo(last));
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as something is so, while no event waits for a fuller call. */
    private void hurry(BooleanSupplier waits) throws InterruptedException {
        hurried++;
        work.signalAll();
        try {
            while (waits.getAsBoolean()) {
                room.await();
            }
        } finally {
            hurried--;
        }
    }

    /** What was done so far. */
    public Counters counters() {
        lock.lock();
        try {
            return counters;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more events and retries none: gives up all but those of the calls under way, which may still be acknowledged. */
    public void giveUp() {
        Settled given;
        lock.lock();
        try {
            closed = true;
            givenUp = true;
            room.signalAll();
            given = giveUp("sending stopped before the stream had acknowledged it");
        } finally {
            lock.unlock();
        }
        tell(given);
    }

    /** Takes no more events, flushes, and ends the producer's threads. When interrupted, it gives up what can't be flushed. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        try {
            flush();
        } catch (InterruptedException hurry) {
            interrupted = true;
            giveUp();
        }
        lock.lock();
        try {
            ended = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            List<Entry> batch;
            Settled given = Settled.NONE;
            lock.lock();
            try {
                long now = time.nanos();
                if (outbox.standsStill(now)) {
                    given = giveUp("the stream " + stream + " has acknowledged nothing for too long");
                }
                batch = outbox.next(now, hurried > 0);
                if (!batch.isEmpty()) {
                    // While this thread is away, another one has to know when what is left is due.
                    work.signal();
                } else if (given.events().isEmpty()) {
                    if (ended) {
                        return;
                    }
                    await(outbox.untilNext(now, hurried > 0));
                }
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            } finally {
                lock.unlock();
            }
            if (!given.events().isEmpty()) {
                tell(given);
            }
            if (!batch.isEmpty()) {
                tell(put(batch));
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // run() loops
    private void await(long nanos) throws InterruptedException {
        if (nanos == Long.MAX_VALUE) {
            work.await();
        } else {
            time.await(work, Math.max(1, nanos));
        }
    }

    private Settled put(List<Entry> batch) {
        try {
            var response = kinesis.putRecords(request -> request.streamName(stream)
                    .records(batch.stream().map(EventProducer::entry).toList()));
            return settle(batch, response);
        } catch (RuntimeException | Error failure) {
            return settle(batch, failure);
        }
    }

    /** Tells those who wait for the records, and makes room for others after that: so a flush waits for it too. */
    private void tell(Settled settled) {
        settled.news().forEach(Runnable::run);
        lock.lock();
        try {
            outbox.forget(settled.events());
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static PutRecordsRequestEntry entry(Entry entry) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(entry.partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                .build();
    }

    private Settled settle(List<Entry> batch, PutRecordsResponse response) {
        var results = response.records();
        if (results.size() != batch.size()) {
            // Such as an answer that was cut off before its body: the records may be stored or not.
            throw new UncheckedIOException(new IOException(
                    "PutRecords answered " + results.size() + " results for " + batch.size() + " records"));
        }
        var settled = new Settled();
        lock.lock();
        try {
            long now = time.nanos();
            double drawn = backoff.draw();
            for (int i = 0; i < batch.size(); i++) {
                var entry = batch.get(i);
                var result = results.get(i);
                if (result.errorCode() == null) {
                    outbox.acknowledged(entry, result.shardId(), now);
                    acknowledged(entry, result, settled);
                } else {
                    lastFailure = new IllegalStateException(result.errorCode() + ": " + result.errorMessage());
                    if (THROTTLED.equals(result.errorCode())) {
                        outbox.throttled(entry, now);
                    }
                    retry(entry, now, drawn, settled);
                }
            }
        } finally {
            lock.unlock();
        }
        return settled;
    }

    private void acknowledged(Entry entry, PutRecordsResultEntry result, Settled settled) {
        var events = entry.events();
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var where = new Acknowledged(
                    result.shardId(), result.sequenceNumber(), events.size() == 1 ? null : (Integer) i);
            settled.add(event, () -> event.settled().complete(where));
            bytes += event.event().data().length;
        }
        count(Counters.acknowledged(events.size(), bytes, entry.data().length));
    }

    private Settled settle(List<Entry> batch, Throwable failure) {
        var kind = CallFailure.of(failure);
        var settled = new Settled();
        lock.lock();
        try {
            lastFailure = failure;
            long now = time.nanos();
            double drawn = backoff.draw();
            for (var entry : batch) {
                if (kind.unknown()) {
                    unknownOutcome(entry);
                }
                if (failure instanceof AwsServiceException answer && answer.isThrottlingException()) {
                    outbox.throttled(entry, now);
                }
                if (kind.retried()) {
                    retry(entry, now, drawn, settled);
                } else {
                    giveUp(entry, now, "the stream " + stream + " can't be written: " + failure.getMessage(), settled);
                }
            }
        } finally {
            lock.unlock();
        }
        return settled;
    }

    private void unknownOutcome(Entry entry) {
        for (var event : entry.events()) {
            if (!event.mayBeStored()) {
                event.unknownOutcome();
                count(Counters.oneUncertain());
            }
        }
    }

    private void retry(Entry entry, long now, double drawn, Settled settled) {
        if (givenUp) {
            giveUp(entry, now, "sending stopped after the stream had refused it", settled);
            return;
        }
        entry.refused();
        count(Counters.retried(entry.events().size()));
        outbox.refused(entry, now + Backoff.nanos(entry.refusals(), drawn));
    }

    private void giveUp(Entry entry, long now, String why, Settled settled) {
        outbox.release(entry, now);
        entry.events().forEach(event -> settled.add(event, given(event, why)));
    }

    private Settled giveUp(String why) {
        var message = lastFailure == null ? why : why + ", last with: " + lastFailure.getMessage();
        var settled = new Settled();
        outbox.giveUp(time.nanos()).forEach(event -> settled.add(event, given(event, message)));
        return settled;
    }

    private Runnable given(Pending event, String why) {
        count(Counters.oneFailed());
        var failure = new NotAcknowledgedException(why, lastFailure, event.mayBeStored());
        return () -> event.settled().completeExceptionally(failure);
    }

    private void count(Counters more) {
        counters = counters.plus(more);
    }
}
