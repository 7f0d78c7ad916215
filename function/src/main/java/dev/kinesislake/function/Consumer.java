package dev.kinesislake.function;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.DecodedRecord;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.decode.KinesisRecord;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.encode.RowEncoder;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.function.partition.PartitionedBatch;
import dev.kinesislake.function.personal.PersonalData;
import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.ParallelPuts;
import dev.kinesislake.function.store.Provenance;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pours a batch, or as many of its first records as fit, into the two buckets: one object a partition, all of them or a failure. */
final class Consumer {

    private final ConsumerConfig config;
    private final RecordDecoder decoder;
    private final EventParquet events = new EventParquet();
    private final FailedNdjson failed;
    private final @Nullable PersonalData personal;
    private final ErasedPeople erasedPeople;
    private final ParallelPuts puts;
    private final Watchdog watchdog;

    private final Capacity capacity;

    Consumer(ConsumerConfig config, HandlerParts parts, Watchdog watchdog) {
        this.config = config;
        this.decoder = new RecordDecoder(config.sections());
        this.personal = PersonalData.of(config.personal(), parts.hmac());
        this.failed = config.personal().dropsFailedData()
                ? new FailedNdjson(requireNonNull(parts.hmac()))
                : new FailedNdjson();
        this.erasedPeople = parts.erased();
        this.puts = parts.puts();
        this.watchdog = watchdog;
        this.capacity = parts.capacity();
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
        // Before the first record is looked at: who is erased from then on waits for this batch to end.
        var erased = new ErasedRows(erasedPeople.now().test());
        var decoded = new ArrayList<Decoded>(batch.records().size());
        int count = 0;
        var load = capacity.load();
        for (var record : batch.records()) {
            if (load.isFull()) {
                break;
            }
            watchdog.begin(record.sequenceNumber());
            var decodedRecord = decode(record, erased);
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
        var writer = new Writer(attempt, batch.stream(), erased);
        addObjects(objects, config.lakeBucket(), partitioned.events(), events, writer);
        addObjects(objects, config.failedBucket(), partitioned.failed(), failed, writer);
        long bytes = puts.storeAll(objects, timeLeft);
        return new Poured(
                records,
                BatchSummary.of(records, partitioned, bytes),
                count < batch.records().size() ? batch.records().get(count).sequenceNumber() : null);
    }

    /**
     * Rows of people who are erased. They are left out of the objects, and still count for these: an object is named after its first row,
     * whether that is erased or not.
     */
    private static final class ErasedRows {

        private final Predicate<Decoded> test;
        private final Set<Position> positions = new HashSet<>();

        ErasedRows(Predicate<Decoded> test) {
            this.test = test;
        }

        void look(Decoded row) {
            if (test.test(row)) {
                positions.add(row.record().position());
            }
        }

        <R extends Decoded> List<R> without(List<R> rows) {
            return positions.isEmpty()
                    ? rows
                    : rows.stream()
                            .filter(row -> !positions.contains(row.record().position()))
                            .toList();
        }
    }

    private DecodedRecord decode(KinesisRecord record, ErasedRows erased) {
        var decoded = decoder.decode(record);
        decoded.rows().forEach(erased::look);
        return personal == null ? decoded : personal.treat(decoded);
    }

    /** Who stores a batch's objects, the stream of its rows, and which of them are left out. */
    private record Writer(Attempt attempt, String stream, ErasedRows erased) {}

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
            var body = encoder.encode(
                    writer.erased().without(rows), writer.attempt().toString());
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
