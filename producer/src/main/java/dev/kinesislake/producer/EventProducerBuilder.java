package dev.kinesislake.producer;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The settings of an {@link EventProducer}, each with a default. */
public final class EventProducerBuilder {

    private static final Duration MAX_GATHER = Duration.ofMinutes(1);

    private final String stream;
    private final KinesisClient kinesis;
    private int records = 10_000;
    private long bytes = 64 * 1_048_576;
    private int maxRecordBytes = EventProducer.DEFAULT_MAX_RECORD_BYTES;
    private int calls = 4;
    private Duration linger = Duration.ofMillis(100);
    private Duration gather = Duration.ZERO;
    private Duration timeLimit = Duration.ofMinutes(2);
    private Time time = Time.SYSTEM;
    private RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());

    EventProducerBuilder(String stream, KinesisClient kinesis) {
        this.stream = stream;
        this.kinesis = kinesis;
    }

    /** How many events, and bytes of them with their partition keys, may be in flight. Default: 10,000 and 64 MiB. */
    public EventProducerBuilder inFlight(int records, long bytes) {
        require("records in flight", records, Integer.MAX_VALUE);
        require("bytes in flight", bytes, Long.MAX_VALUE);
        this.records = records;
        this.bytes = bytes;
        return this;
    }

    /** The most that a record may have, partition key included, as the stream has it set. Default: 1 MiB; at most 10 MiB. */
    public EventProducerBuilder maxRecordBytes(int bytes) {
        require("the largest record's bytes", bytes, Limits.BYTES_PER_CALL);
        this.maxRecordBytes = bytes;
        return this;
    }

    /** How many calls run at the same time. Default: 4. */
    public EventProducerBuilder calls(int calls) {
        require("calls at the same time", calls, 1_000);
        this.calls = calls;
        return this;
    }

    /** How long an event may wait for its call to get fuller. Default: 100 ms. */
    public EventProducerBuilder linger(Duration longest) {
        require("the linger's nanoseconds", longest.toNanos() + 1, Long.MAX_VALUE);
        this.linger = longest;
        return this;
    }

    /**
     * How long events may wait to become one record together, compressed, with others of their shard, such as 200 ms: Kinesis bills
     * bytes, each record's rounded up to 1 KB. Only the lake's consumer, or one that reads NDJSON in gzip, understands such records.
     * Default: zero, each event is a record of its own; at most a minute.
     */
    public EventProducerBuilder gather(Duration longest) {
        if (longest.isNegative() || longest.compareTo(MAX_GATHER) > 0) {
            throw new IllegalArgumentException(
                    "gather: " + longest.toMillis() + " ms, allowed is 0 to " + MAX_GATHER.toMillis() + " ms");
        }
        this.gather = longest;
        return this;
    }

    /** How long there may be no acknowledgement at all before what waits is given up. Default: 2 minutes. */
    public EventProducerBuilder timeLimit(Duration longest) {
        require("the time limit's nanoseconds", longest.toNanos(), Long.MAX_VALUE);
        this.timeLimit = longest;
        return this;
    }

    EventProducerBuilder time(Time time) {
        this.time = time;
        return this;
    }

    EventProducerBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * Starts the producer.
     *
     * @throws IllegalArgumentException if events are gathered for as long as the time limit, so that they would fail first
     */
    public EventProducer build() {
        if (gather.compareTo(timeLimit) >= 0) {
            throw new IllegalArgumentException("gather: " + gather.toMillis()
                    + " ms, allowed is less than the time limit, " + timeLimit.toMillis() + " ms");
        }
        return new EventProducer(
                        stream,
                        kinesis,
                        maxRecordBytes,
                        new Limits(records, bytes, linger, timeLimit, gather, Limits.gatheredBytes(maxRecordBytes)),
                        calls,
                        time,
                        new Backoff(random))
                .start();
    }

    private static void require(String what, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + ": " + value + ", allowed is 1 to " + most);
        }
    }
}
