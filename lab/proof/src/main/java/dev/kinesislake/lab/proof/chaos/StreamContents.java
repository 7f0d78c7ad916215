package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamRecord;
import dev.kinesislake.lab.proof.check.Ledger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a stream took, as the stream itself says. A producer may not know: when an answer is lost, the SDK sends the records again, and
 * they are on the stream twice.
 */
final class StreamContents {

    private StreamContents() {}

    /** Where the shards end now. */
    static Map<String, Long> ends(List<ShardLog> shards) {
        var ends = new HashMap<String, Long>();
        shards.forEach(shard -> ends.put(shard.shardId(), shard.end()));
        return ends;
    }

    /**
     * Notes every record of a scenario, and when it arrived.
     *
     * @param from where each shard ended before the scenario; all of a shard that isn't there belongs to it
     * @param sent what was sent, whether or not an answer came
     */
    static void note(List<ShardLog> shards, Map<String, Long> from, List<SentRecord> sent, Ledger ledger) {
        note(shards, from, byData(sent), ledger);
    }

    /** What was sent, for the other {@link #note}. */
    static Map<ByteBuffer, SentRecord> byData(List<SentRecord> sent) {
        Map<ByteBuffer, SentRecord> byData = new HashMap<>();
        sent.forEach(record -> byData.put(ByteBuffer.wrap(record.data()), record));
        return byData;
    }

    static void note(List<ShardLog> shards, Map<String, Long> from, Map<ByteBuffer, SentRecord> byData, Ledger ledger) {
        each(shards, from, (shardId, record) -> {
            var known = byData.get(ByteBuffer.wrap(record.data()));
            if (known != null) {
                known.acceptedAt(shardId, record.sequenceNumber(), ledger);
            }
            ledger.arrived(shardId, record.sequenceNumber(), record.arrival());
        });
    }

    private static void each(List<ShardLog> shards, Map<String, Long> from, BiConsumer<String, StreamRecord> taker) {
        for (var shard : shards) {
            for (long offset = from.getOrDefault(shard.shardId(), shard.start()); offset < shard.end(); ) {
                var records = shard.read(offset, 1_000, Long.MAX_VALUE);
                records.forEach(record -> taker.accept(shard.shardId(), record));
                offset += records.size();
            }
        }
    }
}
