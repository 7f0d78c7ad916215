package dev.kinesislake.producer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/** Sends events to one stream. */
public final class EventProducer implements AutoCloseable {

    private EventProducer() {}

    /** A client as a producer needs it; settings such as an endpoint can be added. */
    public static KinesisClientBuilder clientBuilder(Region region) {
        return KinesisClient.builder().region(region);
    }

    /** What sends to a stream through a client, which stays the caller's to close. */
    public static Builder builder(String stream, KinesisClient kinesis) {
        return new Builder();
    }

    /**
     * Takes an event to be sent; waits while too much is in flight.
     *
     * @return completes when the stream has acknowledged the record; fails with {@link NotAcknowledgedException} when it was given up
     */
    public CompletableFuture<Acknowledged> send(OutgoingEvent event) throws InterruptedException {
        return CompletableFuture.failedFuture(new NotAcknowledgedException("nothing is sent yet", null, false));
    }

    /** Sends what is waiting for a fuller batch, and waits until every event sent before is acknowledged or given up. */
    public void flush() throws InterruptedException {}

    public Counters counters() {
        return new Counters(0, 0, 0, 0, 0);
    }

    /** Flushes, then ends the producer's threads. */
    @Override
    public void close() {}

    /** The settings of a producer. */
    public static final class Builder {
        Builder() {}

        /** How many events and bytes (with partition keys) are taken without being settled. Default: 10,000 and 64 MiB. */
        public Builder inFlight(int records, long bytes) {
            return this;
        }

        /** The most that a record may have, partition key included. Default: 1 MiB. */
        public Builder maxRecordBytes(int bytes) {
            return this;
        }

        /** How many calls run at the same time. Default: 4. */
        public Builder calls(int calls) {
            return this;
        }

        /** How long an event may wait for its batch to get fuller. Default: 100 ms. */
        public Builder linger(Duration longest) {
            return this;
        }

        /** How long retrying goes on without a single record being acknowledged. Default: 2 minutes. */
        public Builder timeLimit(Duration longest) {
            return this;
        }

        public EventProducer build() {
            return new EventProducer();
        }
    }
}
