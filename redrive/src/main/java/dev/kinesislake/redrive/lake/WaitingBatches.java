package dev.kinesislake.redrive.lake;

import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatch;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The batches that Lambda gave up and that aren't redriven, by where they stand in the stream. */
final class WaitingBatches {

    private final StoredBatches batches;
    private final EventDecoder decoder;
    private final Map<String, Optional<Waiting>> read = new HashMap<>();
    private @Nullable List<Place> places;

    WaitingBatches(FailedBucket bucket, EventDecoder decoder) {
        this.batches = new StoredBatches(bucket);
        this.decoder = decoder;
    }

    /**
     * One of them.
     *
     * @param objects what the consumer would make of it
     */
    record Waiting(StoredBatch batch, List<ObjectOfBatch> objects) {}

    private record Place(String key, String shardId, BigInteger first, BigInteger last) {}

    /** Begins to look anew: until the next time, no batch is read twice. */
    void lookAnew() {
        read.clear();
    }

    /** Those that may have records between two positions of a shard. */
    List<Waiting> between(Position from, Position to) throws InterruptedException {
        var waiting = new ArrayList<Waiting>();
        for (var place : places()) {
            if (place.shardId().equals(from.shardId())
                    && place.first().compareTo(new BigInteger(to.sequenceNumber())) <= 0
                    && place.last().compareTo(new BigInteger(from.sequenceNumber())) >= 0) {
                read.computeIfAbsent(place.key(), this::read).ifPresent(waiting::add);
            }
        }
        return waiting;
    }

    private Optional<Waiting> read(String key) {
        var batch = batches.isRedriven(key) ? null : batches.find(key);
        return batch == null ? Optional.empty() : Optional.of(new Waiting(batch, ObjectOfBatch.of(batch, decoder)));
    }

    /** Read when they are first asked for, which is seldom: that takes a look at every batch. */
    private List<Place> places() throws InterruptedException {
        var known = places;
        if (known == null) {
            var found = new ArrayList<Place>();
            batches.each(
                    Choice.everything(),
                    Set.of(),
                    batch -> found.add(new Place(batch.key(), batch.shardId(), batch.first(), batch.last())));
            known = found;
            places = known;
        }
        return known;
    }
}
