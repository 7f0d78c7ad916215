package dev.kinesislake.function;

import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.function.partition.PartitionedBatch;
import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.Provenance;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pours a batch, or as many of its first records as fit, into the two buckets: one object a partition, all of them or a failure. */
final class Consumer {

    private final ConsumerConfig config;
    private final RecordDecoder decoder;
    private final EventParquet events = new EventParquet();
    private final FailedNdjson failed = new FailedNdjson();
    private final ParallelPuts puts;
    private final Watchdog watchdog;

    private final Capacity capacity;

    Consumer(ConsumerConfig config, ParallelPuts puts, Watchdog watchdog, Capacity capacity) {
        this.config = config;
        this.decoder = new RecordDecoder(config.sections());
        this.puts = puts;
        this.watchdog = watchdog;
        this.capacity = capacity;
    }

    /**
     * What an invocation has stored.
     *
     * @param records the batch's first ones, all of which are stored
     * @param next the sequence number of the first record that didn't fit; null where all did
     */
    record Poured(
            List<KinesisRecord> records,
            BatchSummary summary,
            @Nullable String next) {}

    /**
     * Consumes a batch of one shard. What doesn't fit is cut off before anything is stored, so that an object's rows are those of the
     * records that are answered as done.
     *
     * @param attempt the invocation that does it
     * @param timeLeft how long it may still take
     * @throws StoreException if an object can't be stored: then the whole batch must come again, from its first record on
     */
    Poured consume(KinesisBatch batch, Attempt attempt, Supplier<Duration> timeLeft) throws StoreException {
        try {
            return watchedConsume(batch, attempt, timeLeft);
        } finally {
            watchdog.end();
        }
    }

    private Poured watchedConsume(KinesisBatch batch, Attempt attempt, Supplier<Duration> timeLeft)
            throws StoreException {
        var decoded = new ArrayList<Decoded>(batch.records().size());
        int count = 0;
        var load = capacity.load();
        for (var record : batch.records()) {
            if (load.isFull()) {
                break;
            }
            watchdog.begin(record.sequenceNumber());
            var decodedRecord = decoder.decode(record);
            watchdog.end();
            if (!load.take(decodedRecord)) {
                break;
            }
            decoded.addAll(decodedRecord.rows());
            count++;
        }
        var records = batch.records().subList(0, count);
        var partitioned = PartitionedBatch.of(decoded);
        var objects = new ArrayList<Callable<StoredObject>>();
        var writer = new Writer(attempt, batch.stream());
        addObjects(objects, config.lakeBucket(), partitioned.events(), events, writer);
        addObjects(objects, config.failedBucket(), partitioned.failed(), failed, writer);
        long bytes = puts.storeAll(objects, timeLeft);
        return new Poured(
                records,
                BatchSummary.of(records, partitioned, bytes),
                count < batch.records().size() ? batch.records().get(count).sequenceNumber() : null);
    }

    /** Who stores a batch's objects, and the stream of its rows. */
    private record Writer(Attempt attempt, String stream) {}

    private <P extends Partition, R extends Decoded> void addObjects(
            List<Callable<StoredObject>> objects,
            String bucket,
            Map<P, List<R>> partitions,
            RowEncoder<R> encoder,
            Writer writer) {
        partitions.forEach((partition, rows) -> objects.add(() -> {
            var first = rows.get(0).record().position();
            var last = rows.get(rows.size() - 1).record().position();
            watchdog.begin(first.sequenceNumber());
            var body = encoder.encode(rows, writer.attempt().toString());
            watchdog.end();
            return new StoredObject(
                    bucket,
                    LakeLayout.key(partition.prefix(), first, encoder.suffix()),
                    encoder.contentType(),
                    new Provenance(writer.attempt(), writer.stream(), rows.size(), last.inKey()),
                    body);
        }));
    }
}
