package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A shard as answers tell it ("Shard" and "ChildShard" in the Amazon Kinesis Data Streams API Reference). */
final class ShardTree {

    private ShardTree() {}

    static ObjectNode of(Shard shard) {
        var tree = JsonNodeFactory.instance.objectNode().put("ShardId", shard.shardId());
        var parents = shard.parentShardIds();
        if (!parents.isEmpty()) {
            tree.put("ParentShardId", parents.get(0));
        }
        if (parents.size() > 1) {
            tree.put("AdjacentParentShardId", parents.get(1));
        }
        tree.set("HashKeyRange", range(shard));
        var numbers = tree.putObject("SequenceNumberRange")
                .put("StartingSequenceNumber", shard.numbers().opening());
        if (shard.isClosed()) {
            numbers.put("EndingSequenceNumber", shard.numbers().at(shard.end()));
        }
        return tree;
    }

    static ObjectNode ofChild(Shard shard) {
        var tree = JsonNodeFactory.instance.objectNode().put("ShardId", shard.shardId());
        var parents = tree.putArray("ParentShards");
        shard.parentShardIds().forEach(parents::add);
        tree.set("HashKeyRange", range(shard));
        return tree;
    }

    private static ObjectNode range(Shard shard) {
        var range = shard.lineage().range();
        return JsonNodeFactory.instance
                .objectNode()
                .put("StartingHashKey", range.start().toString())
                .put("EndingHashKey", range.end().toString());
    }
}
