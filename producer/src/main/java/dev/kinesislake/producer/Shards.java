package dev.kinesislake.producer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which shard a record goes to, as far as acknowledgements have told. A shard takes the partition keys of one range of hashes
 * (Kinesis Developer Guide, "Key concepts"), so between two keys that it has taken all are its own. Some hundred acknowledgements
 * tell nearly all of it. What they don't tell has a lane of its own. A shard that another one's acknowledgement contradicts has been
 * split or merged, and is forgotten. What is wrongly known for a moment costs speed, and nothing else.
 *
 * <p>Not safe for use by many threads.
 */
final class Shards {

    private final Limits limits;
    private final Totals totals;
    private final Lane unknown;
    private final Map<String, Shard> byId = new HashMap<>();
    private final TreeMap<Long, Shard> byLowest = new TreeMap<>();
    private List<Lane> lanes;
    private boolean learned;

    Shards(Limits limits, Totals totals, long now) {
        this.limits = limits;
        this.totals = totals;
        this.unknown = new Lane(limits, totals, now);
        this.lanes = List.of(unknown);
    }

    private record Shard(long lowest, long highest, Lane lane) {}

    List<Lane> lanes() {
        return lanes;
    }

    /** The lane of a {@linkplain Pending#hash hash}. */
    Lane laneOf(long hash) {
        var below = byLowest.floorEntry(hash);
        return below == null || below.getValue().highest() < hash
                ? unknown
                : below.getValue().lane();
    }

    /** Whether it's a shard's own lane. */
    boolean isKnown(Lane lane) {
        return lane != unknown;
    }

    /** Learns from an acknowledgement of a record with such a hash, and returns the shard's lane. */
    Lane learn(long hash, String shardId, long now) {
        var known = byId.get(shardId);
        if (known != null && known.lowest() <= hash && hash <= known.highest()) {
            return known.lane();
        }
        var shard = known == null
                ? new Shard(hash, hash, new Lane(limits, totals, now))
                : new Shard(Math.min(known.lowest(), hash), Math.max(known.highest(), hash), known.lane());
        if (known != null) {
            byLowest.remove(known.lowest());
        }
        forgetWithin(shard);
        byId.put(shardId, shard);
        byLowest.put(shard.lowest(), shard);
        lanes = new ArrayList<>(List.of(unknown));
        byId.values().forEach(each -> lanes.add(each.lane()));
        learned = true;
        return shard.lane();
    }

    private void forgetWithin(Shard shard) {
        for (var below = byLowest.floorEntry(shard.highest());
                below != null && below.getValue().highest() >= shard.lowest();
                below = byLowest.floorEntry(shard.highest())) {
            var gone = below.getValue();
            byLowest.remove(gone.lowest());
            byId.values().remove(gone);
            gone.lane().clearAgain().forEach(unknown::addAgain);
            gone.lane().clearEvents().forEach(unknown::addFresh);
        }
    }

    /** Moves refused records to the lanes of shards that have become known, and returns the events that may have such a lane now. */
    List<Pending> sort() {
        if (!learned) {
            return List.of();
        }
        learned = false;
        unknown.clearAgain().forEach(entry -> laneOf(entry.hash()).addAgain(entry));
        return unknown.clearEvents();
    }
}
