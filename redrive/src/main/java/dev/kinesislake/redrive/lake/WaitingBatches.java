package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The discarded batches that aren't redriven, by where they stand in the stream. */
final class WaitingBatches {

    private final StoredBatches batches;
    private final RecordDecoder decoder;
    private final Predicate<Decoded> isErased;
    private final Map<String, Optional<Waiting>> read = new HashMap<>();
    private final Map<String, Set<String>> sequenceNumbers = new HashMap<>();
    private @Nullable List<Place> places;

    WaitingBatches(FailedBucket bucket, RecordDecoder decoder, Predicate<Decoded> isErased) {
        // One that can't be read can't be redriven either.
        this.batches = new StoredBatches(bucket, why -> {});
        this.decoder = decoder;
        this.isErased = isErased;
    }

    /**
     * One of them.
     *
     * @param objects what the consumer would make of it
     */
    record Waiting(String key, List<ObjectOfBatch> objects) {}

    private record Place(String key, String shardId, BigInteger first, BigInteger last) {

        /** Whether it may have records between two positions of a shard. */
        boolean mayHold(Position from, Position to) {
            return shardId.equals(from.shardId())
                    && first.compareTo(new BigInteger(to.sequenceNumber())) <= 0
                    && last.compareTo(new BigInteger(from.sequenceNumber())) >= 0;
        }
    }

    /** Begins to look anew: until the next time, no batch is read twice. */
    void lookAnew() {
        read.clear();
    }

    /** Takes over what the consumer would make of a batch, so that it isn't decoded again for this look. */
    void add(StoredBatch batch, List<ObjectOfBatch> objects) {
        read.put(
                batch.key(),
                batches.isRedriven(batch.key()) ? Optional.empty() : Optional.of(new Waiting(batch.key(), objects)));
    }

    /**
     * The keys of those with a record of which events are made, whatever the positions of these; also of those that were redriven since
     * they were first asked for.
     */
    List<String> withEventsOf(Position record) throws InterruptedException {
        var keys = new ArrayList<String>();
        for (var place : places()) {
            if (place.mayHold(record, record)
                    && sequenceNumbers
                            .computeIfAbsent(place.key(), this::sequenceNumbers)
                            .contains(record.sequenceNumber())) {
                keys.add(place.key());
            }
        }
        return keys;
    }

    private Set<String> sequenceNumbers(String key) {
        var numbers = new HashSet<String>();
        decode(batches.find(key)).ifPresent(batch -> batch.objects().stream()
                .filter(ObjectOfBatch::inLake)
                .forEach(object -> object.rows().forEach(row -> numbers.add(row.sequenceNumber()))));
        return numbers;
    }

    /** Those that may have records between two positions of a shard. */
    List<Waiting> between(Position from, Position to) throws InterruptedException {
        var waiting = new ArrayList<Waiting>();
        for (var place : places()) {
            if (place.mayHold(from, to)) {
                read.computeIfAbsent(place.key(), this::read).ifPresent(waiting::add);
            }
        }
        return waiting;
    }

    private Optional<Waiting> read(String key) {
        return decode(batches.isRedriven(key) ? null : batches.find(key));
    }

    private Optional<Waiting> decode(@Nullable StoredBatch batch) {
        try {
            return batch == null
                    ? Optional.empty()
                    : Optional.of(new Waiting(batch.key(), ObjectOfBatch.of(batch, decoder, isErased)));
        } catch (RedriveException noBatch) {
            return Optional.empty(); // and so it won't be redriven
        }
    }

    /** Read when they are first asked for, which is seldom: that takes a look at every batch. */
    private List<Place> places() throws InterruptedException {
        var known = places;
        if (known == null) {
            var found = new ArrayList<Place>();
            batches.each(Choice.everything(), Set.of(), batch -> {
                if (!batches.isRedriven(batch.key())) {
                    found.add(new Place(batch.key(), batch.shardId(), batch.first(), batch.last()));
                }
            });
            known = found;
            places = known;
        }
        return known;
    }
}
