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
    private final Lane unknown;
    private final Map<String, Shard> byId = new HashMap<>();
    private final TreeMap<Long, Shard> byLowest = new TreeMap<>();
    private List<Lane> lanes;
    private boolean learned;

    Shards(Limits limits, long now) {
        this.limits = limits;
        this.unknown = new Lane(limits, now);
        this.lanes = List.of(unknown);
    }

    private record Shard(long lowest, long highest, Lane lane) {}

    List<Lane> lanes() {
        return lanes;
    }

    Lane laneOf(Pending record) {
        var below = byLowest.floorEntry(record.hash());
        return below == null || below.getValue().highest() < record.hash()
                ? unknown
                : below.getValue().lane();
    }

    /** Learns from an acknowledgement, and returns the shard's lane. */
    Lane learn(Pending record, String shardId, long now) {
        long hash = record.hash();
        var known = byId.get(shardId);
        if (known != null && known.lowest() <= hash && hash <= known.highest()) {
            return known.lane();
        }
        var shard = known == null
                ? new Shard(hash, hash, new Lane(limits, now))
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
            gone.lane().clear().forEach(unknown::addFresh);
        }
    }

    /** Moves what has become known to its shard's lane. */
    void sort() {
        if (learned) {
            learned = false;
            unknown.clear().forEach(record -> laneOf(record).addFresh(record));
        }
    }
}
