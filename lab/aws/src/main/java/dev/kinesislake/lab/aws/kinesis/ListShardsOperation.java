package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.stream.Stream;

/** ListShards. */
record ListShardsOperation(KinesisStreams streams, StreamLookup lookup) {

    private static final int MAX_SHARDS = 1_000;

    ObjectNode listShards(Request request) {
        var token = request.text("NextToken");
        if (token == null) {
            var stream = lookup.find(request);
            requireMadeAsSaid(stream, request);
            var after = Objects.requireNonNullElse(request.text("ExclusiveStartShardId"), "");
            return list(
                    request,
                    stream,
                    new ShardPage(
                            stream.name(),
                            after,
                            filter(request),
                            streams.clock().instant()));
        }
        requireTokenAlone(request);
        var page = ShardPage.of(token, streams.clock().instant());
        return list(request, lookup.byName(request, page.streamName()), page);
    }

    private ObjectNode list(Request request, DataStream stream, ShardPage page) {
        var rest = stream.allShards().stream()
                .filter(shard -> page.filter().wants(shard, stream.trimHorizon()))
                .filter(shard -> shard.shardId().compareTo(page.afterShardId()) > 0)
                .toList();
        var limit = Math.min(request.whole("MaxResults", MAX_SHARDS), MAX_SHARDS);
        var response = JsonNodeFactory.instance.objectNode();
        var shards = response.putArray("Shards");
        rest.stream().limit(limit).forEach(shard -> shards.add(ShardTree.of(shard)));
        if (rest.size() > limit) {
            var next = new ShardPage(
                    stream.name(),
                    rest.get(limit - 1).shardId(),
                    page.filter(),
                    streams.clock().instant());
            response.put("NextToken", next.token());
        }
        return response;
    }

    private static ShardFilter filter(Request request) {
        var filter = request.body().path("ShardFilter");
        if (!filter.isObject()) {
            return ShardFilter.ALL;
        }
        return new ShardFilter(
                ShardFilter.Type.valueOf(filter.get("Type").textValue()),
                Request.text(filter, "ShardId"),
                request.time(filter, "Timestamp"));
    }

    private static void requireMadeAsSaid(DataStream stream, Request request) {
        var said = request.time(request.body(), "StreamCreationTimestamp");
        if (said != null && !said.equals(stream.createdAt())) {
            throw new KinesisException(
                    KinesisError.RESOURCE_NOT_FOUND,
                    "Stream " + stream.name() + " under account " + stream.account() + " created at " + said
                            + " not found.");
        }
    }

    private static void requireTokenAlone(Request request) {
        Stream.of("StreamName", "StreamARN", "StreamCreationTimestamp", "ExclusiveStartShardId", "ShardFilter")
                .filter(request.body()::hasNonNull)
                .findFirst()
                .ifPresent(other -> {
                    throw new KinesisException(
                            KinesisError.INVALID_ARGUMENT, "NextToken and " + other + " cannot be provided together.");
                });
    }
}
