package dev.kinesislake.lab.proof.check;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.proof.events.SentEvent;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.FailedObject;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads both buckets back, object by object, and compares every row with the event that was sent. */
public final class ReadBack {

    private static final String PARQUET_SUFFIX = ".parquet";
    private static final String FAILED_SUFFIX = ".ndjson.gz";

    private final IntFunction<SentEvent> sent;
    private final Ledger ledger;
    private final Set<String> settled;
    private final Findings findings = new Findings();

    /** Keys, less their suffixes, that the redrive of the discarded batches will write. */
    private final Set<String> redriven = new HashSet<>();

    private ReadBack(IntFunction<SentEvent> sent, Ledger ledger, Set<String> settled) {
        this.sent = sent;
        this.ledger = ledger;
        this.settled = settled;
    }

    /**
     * What the two buckets hold.
     *
     * @param sent the event of an index in the ledger
     * @param settled the keys of discarded batches that need no redrive any more
     */
    public static Findings read(
            Bucket lake, Bucket failed, IntFunction<SentEvent> sent, Ledger ledger, Set<String> settled) {
        var readBack = new ReadBack(sent, ledger, settled);
        // First, as they decide on what becomes of rows.
        readBack.readDiscarded(failed);
        readBack.readLake(lake);
        readBack.readFailed(failed);
        ledger.positions().forEach(position -> readBack.findings.expect(position, ledger.expected(position)));
        return readBack.findings;
    }

    private void readDiscarded(Bucket failed) {
        for (var object : failed.list(LakeLayout.UNPROCESSED_PREFIX)) {
            if (settled.contains(object.key())) {
                continue;
            }
            try (var body = failed.open(object.key())) {
                var batch = DiscardedBatch.read(object.key(), body);
                findings.batch(batch);
                readDiscarded(batch, storedUpTo(failed, object.key()));
            } catch (IOException damaged) {
                findings.unreadable(object.key() + ": " + damaged.getMessage());
            }
        }
    }

    /** The sequence number as far as which a batch was redriven. */
    private static BigInteger storedUpTo(Bucket failed, String batch) {
        var prefix = LakeLayout.redrivenPartPrefix(batch);
        return failed.list(prefix).stream()
                .map(note -> new BigInteger(note.key().substring(prefix.length())))
                .reduce(BigInteger.ZERO, BigInteger::max);
    }

    private void readDiscarded(DiscardedBatch batch, BigInteger from) {
        var partitions = new HashSet<String>();
        for (var record : batch.records()) {
            if (new BigInteger(record.sequenceNumber()).compareTo(from) < 0) {
                continue;
            }
            for (var position : ledger.events(record.shardId(), record.sequenceNumber())) {
                var event = eventAt(position);
                if (event == null) {
                    continue;
                }
                if (ledger.expected(position) != Expected.NOWHERE) {
                    // Otherwise its redrive leaves it out.
                    findings.discarded(position);
                }
                if (position.subSequenceNumber() == null
                        && ledger.partitionKeyAt(position) == null
                        && (!Arrays.equals(event.data(), record.data())
                                || !event.partitionKey().equals(record.partitionKey()))) {
                    findings.changed(position);
                }
                var prefix = prefix(event, record.arrivalTime());
                if (partitions.add(prefix)) {
                    redriven.add(LakeLayout.key(prefix, position, ""));
                }
            }
        }
    }

    private void readLake(Bucket lake) {
        for (var object : lake.list(LakeLayout.EVENTS_PREFIX)) {
            findings.object(object.key(), object.size());
            if (!object.key().endsWith(PARQUET_SUFFIX)) {
                findings.unreadable(object.key() + ": isn't named as a Parquet object");
                continue;
            }
            try (var body = lake.open(object.key())) {
                var place = new Place(object, PARQUET_SUFFIX);
                ParquetObject.read(body.readAllBytes(), row -> check(row, place));
            } catch (IOException damaged) {
                findings.unreadable(object.key() + ": " + damaged.getMessage());
            }
        }
    }

    private void check(Map<String, @Nullable Object> columns, Place place) {
        var position = new Position(
                String.valueOf(columns.get("shard_id")), String.valueOf(columns.get("sequence_number")), (Long)
                        columns.get("sub_sequence_number"));
        var event = eventAt(position);
        if (event != null) {
            var micros = columns.get("arrival_time") instanceof Long number ? number : 0L;
            var arrival = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            findings.inLake(place.latency(arrival));
            var compact = event.compact();
            boolean asSent = compact != null
                    && new ExpectedColumns(position, arrival, compact).match(columns)
                    && arrived(position, arrival);
            found(position, asSent, prefix(event, arrival), place);
        }
    }

    private void readFailed(Bucket failed) {
        for (var object : failed.list(LakeLayout.FAILED_PREFIX)) {
            findings.object(object.key(), object.size());
            try (var body = failed.open(object.key())) {
                var place = new Place(object, FAILED_SUFFIX);
                FailedObject.open(object.key(), body.readAllBytes()).forEach(row -> check(row, place));
            } catch (IOException damaged) {
                findings.unreadable(object.key() + ": " + damaged.getMessage());
            } catch (RedriveException damaged) {
                findings.unreadable(String.valueOf(damaged.getMessage()));
            }
        }
    }

    private void check(FailedRow row, Place place) {
        var record = row.record();
        var event = eventAt(record.position());
        if (event != null) {
            var reason = event.reason();
            if (reason != null) {
                findings.failed(reason, place.latency(record.arrivalTime()));
            }
            boolean asSent = reason != null
                    && row.reason().equals(reason.label())
                    && record.partitionKey().equals(partitionKey(record.position(), event))
                    && Arrays.equals(record.data(), event.data())
                    && arrived(record.position(), record.arrivalTime());
            found(record.position(), asSent, prefix(event, record.arrivalTime()), place);
        }
    }

    private void found(Position position, boolean asSent, String prefix, Place place) {
        boolean inPlace = place.isOf(prefix, position, ledger);
        if (!asSent || !inPlace) {
            findings.changed(position);
        }
        if (place.isIn(redriven)) {
            findings.isSuperseded();
        } else {
            findings.stays(position);
        }
    }

    private @Nullable SentEvent eventAt(Position position) {
        var index = ledger.indexAt(position);
        if (index == null) {
            findings.neverSent(position);
            return null;
        }
        return sent.apply(index);
    }

    private String partitionKey(Position position, SentEvent event) {
        var ofRecord = ledger.partitionKeyAt(position);
        return ofRecord == null ? event.partitionKey() : ofRecord;
    }

    private boolean arrived(Position position, Instant arrival) {
        var noted = ledger.arrivalAt(position);
        return noted == null || noted.equals(arrival);
    }

    /** The folder that an event's row belongs into. */
    private static String prefix(SentEvent event, Instant arrival) {
        var section = event.section();
        if (section != null) {
            return LakeLayout.lakePrefix(section, arrival);
        }
        Reason reason = event.reason();
        if (reason == null) {
            throw new IllegalArgumentException("a sent event has neither a section nor a reason");
        }
        return LakeLayout.failedPrefix(reason, arrival);
    }

    /** Where rows are found. */
    private static final class Place {

        private final Bucket.Entry object;
        private final String suffix;
        private boolean first = true;

        Place(Bucket.Entry object, String suffix) {
            this.object = object;
            this.suffix = suffix;
        }

        /** Whether the next row belongs here; the first one names the object, or one before it that is erased. */
        boolean isOf(String prefix, Position position, Ledger ledger) {
            var key = object.key();
            var named =
                    !first || key.equals(LakeLayout.key(prefix, position, suffix)) || isNamedByErased(prefix, ledger);
            first = false;
            return named && key.startsWith(prefix) && key.endsWith(suffix);
        }

        private boolean isNamedByErased(String prefix, Ledger ledger) {
            return ledger.positions().stream()
                    .filter(position -> ledger.expected(position) != Expected.ONCE)
                    .anyMatch(position -> object.key().equals(LakeLayout.key(prefix, position, suffix)));
        }

        boolean isIn(Set<String> keys) {
            var key = object.key();
            return key.endsWith(suffix) && keys.contains(key.substring(0, key.length() - suffix.length()));
        }

        Duration latency(Instant arrival) {
            return Duration.between(arrival, object.storedAt());
        }
    }
}
