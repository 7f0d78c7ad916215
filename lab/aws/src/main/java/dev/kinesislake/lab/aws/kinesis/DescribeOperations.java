package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** ListStreams, DescribeStream and DescribeStreamSummary. */
record DescribeOperations(KinesisStreams streams, StreamLookup lookup) {

    private static final String STREAMS_TOKEN = "streams";
    private static final int DEFAULT_STREAMS = 100;
    private static final int MAX_DESCRIBED_SHARDS = 100;

    ObjectNode listStreams(Request request) {
        request.authorize("*");
        var after = startOf(request);
        var rest = streams.list().stream()
                .filter(stream -> stream.name().compareTo(after) > 0)
                .toList();
        var page = rest.stream().limit(request.whole("Limit", DEFAULT_STREAMS)).toList();
        var response = JsonNodeFactory.instance.objectNode();
        var names = response.putArray("StreamNames");
        var summaries = response.putArray("StreamSummaries");
        for (var stream : page) {
            names.add(stream.name());
            summaries.add(identity(stream));
        }
        var more = page.size() < rest.size();
        if (more) {
            var last = page.get(page.size() - 1).name();
            response.put("NextToken", OpaqueToken.pack(STREAMS_TOKEN, last));
        }
        return response.put("HasMoreStreams", more);
    }

    private static String startOf(Request request) {
        var token = request.text("NextToken");
        if (token != null) {
            return OpaqueToken.unpack(STREAMS_TOKEN, 1, token)
                    .map(fields -> fields.get(0))
                    .orElseThrow(() -> new KinesisException(KinesisError.INVALID_ARGUMENT, "Invalid NextToken."));
        }
        var after = request.text("ExclusiveStartStreamName");
        return after == null ? "" : after;
    }

    ObjectNode describeStream(Request request) {
        var stream = lookup.find(request);
        var after = request.text("ExclusiveStartShardId");
        var rest = stream.allShards().stream()
                .filter(shard -> ShardFilter.ALL.wants(shard, stream.trimHorizon()))
                .filter(shard -> after == null || shard.shardId().compareTo(after) > 0)
                .toList();
        var limit = Math.min(request.whole("Limit", MAX_DESCRIBED_SHARDS), MAX_DESCRIBED_SHARDS);
        var description = description(stream).put("HasMoreShards", rest.size() > limit);
        var shards = description.putArray("Shards");
        rest.stream().limit(limit).forEach(shard -> shards.add(ShardTree.of(shard)));
        var response = JsonNodeFactory.instance.objectNode();
        response.set("StreamDescription", description);
        return response;
    }

    ObjectNode describeStreamSummary(Request request) {
        var stream = lookup.find(request);
        var open =
                stream.allShards().stream().filter(shard -> !shard.isClosed()).count();
        var response = JsonNodeFactory.instance.objectNode();
        response.set(
                "StreamDescriptionSummary",
                description(stream)
                        .put("OpenShardCount", open)
                        .put("ConsumerCount", 0)
                        .put("MaxRecordSizeInKiB", stream.settings().maxRecordKiB()));
        return response;
    }

    private static ObjectNode description(DataStream stream) {
        var tree = identity(stream)
                .put("RetentionPeriodHours", stream.settings().retentionHours())
                .put("EncryptionType", PutOperations.encryptionType(stream));
        if (stream.settings().kmsKeyId() != null) {
            tree.put("KeyId", stream.settings().kmsKeyId());
        }
        tree.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
        return tree;
    }

    private static ObjectNode identity(DataStream stream) {
        var tree = JsonNodeFactory.instance
                .objectNode()
                .put("StreamName", stream.name())
                .put("StreamARN", stream.arn())
                .put("StreamStatus", "ACTIVE")
                .putPOJO("StreamCreationTimestamp", stream.createdAt());
        tree.putObject("StreamModeDetails")
                .put("StreamMode", stream.settings().mode().name());
        return tree;
    }
}
