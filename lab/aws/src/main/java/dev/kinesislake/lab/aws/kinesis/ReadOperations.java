package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** GetShardIterator and GetRecords. */
record ReadOperations(KinesisStreams streams, StreamLookup lookup) {

    private static final int MAX_RECORDS = 10_000;
    private static final long MAX_BYTES = 10 * 1_048_576;

    ObjectNode getShardIterator(Request request) {
        var stream = lookup.find(request);
        var shard = lookup.shard(stream, request.requiredText("ShardId"));
        var type = ShardIterator.Type.valueOf(request.requiredText("ShardIteratorType"));
        requireMatching(type, request, "StartingSequenceNumber", bySequenceNumber(type));
        requireMatching(type, request, "Timestamp", type == ShardIterator.Type.AT_TIMESTAMP);
        var offset =
                switch (type) {
                    case AT_SEQUENCE_NUMBER -> Math.max(0, offsetOf(request, stream, shard));
                    case AFTER_SEQUENCE_NUMBER -> Math.min(offsetOf(request, stream, shard) + 1, shard.end());
                    case TRIM_HORIZON -> shard.start();
                    case LATEST -> shard.end();
                    case AT_TIMESTAMP -> shard.firstSince(timestamp(request));
                };
        request.endIfDryRun();
        return JsonNodeFactory.instance.objectNode().put("ShardIterator", iterator(stream, shard, offset));
    }

    ObjectNode getRecords(Request request) {
        var iterator = ShardIterator.of(request.requiredText("ShardIterator"));
        var arn = request.text("StreamARN");
        if (arn != null && !arn.equals(streams.arn(iterator.streamName()))) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT, "StreamARN is " + arn + ", which isn't the ShardIterator's stream");
        }
        var stream = lookup.byName(request, iterator.streamName());
        var shard = lookup.shard(stream, iterator.shardId());
        iterator.requireFresh(streams.clock().instant());
        var asked = shard.numbers().offsetOf(iterator.sequenceNumber()).orElse(-1);
        if (asked < 0 || asked > shard.end()) {
            throw new KinesisException(
                    KinesisError.RESOURCE_NOT_FOUND,
                    "The ShardIterator's shard " + shard.shardId() + " of stream " + stream.name()
                            + " does not exist any more");
        }
        request.endIfDryRun();
        var offset = Math.max(asked, shard.start());
        var records = shard.read(offset, request.whole("Limit", MAX_RECORDS), MAX_BYTES);
        return answer(stream, shard, records, offset + records.size());
    }

    private ObjectNode answer(DataStream stream, Shard shard, List<StreamRecord> records, long next) {
        var response = JsonNodeFactory.instance.objectNode();
        var list = response.putArray("Records");
        for (var record : records) {
            list.addObject()
                    .put("SequenceNumber", record.sequenceNumber())
                    .putPOJO("ApproximateArrivalTimestamp", record.arrival())
                    .put("Data", record.data())
                    .put("PartitionKey", record.partitionKey())
                    .put("EncryptionType", PutOperations.encryptionType(stream));
        }
        response.put("MillisBehindLatest", millisBehind(shard, next));
        if (shard.isClosed() && next >= shard.end()) {
            var children = response.putArray("ChildShards");
            stream.allShards().stream()
                    .filter(child -> child.parentShardIds().contains(shard.shardId()))
                    .forEach(child -> children.add(ShardTree.ofChild(child)));
        } else {
            response.put("NextShardIterator", iterator(stream, shard, next));
        }
        return response;
    }

    /** 0 says that nothing is left to read, so it is at least 1 while something is. */
    private long millisBehind(Shard shard, long next) {
        var arrival = shard.arrivalOf(next);
        return arrival.isEmpty() ? 0 : Math.max(1, streams.clock().millis() - arrival.getAsLong());
    }

    private String iterator(DataStream stream, Shard shard, long offset) {
        var sequenceNumber = shard.numbers().at(offset);
        return new ShardIterator(
                        stream.name(),
                        shard.shardId(),
                        sequenceNumber,
                        streams.clock().instant())
                .token();
    }

    private static long offsetOf(Request request, DataStream stream, Shard shard) {
        var sequenceNumber = request.requiredText("StartingSequenceNumber");
        var offset = shard.numbers().offsetOf(sequenceNumber);
        if (offset.isEmpty() || offset.getAsLong() > shard.end()) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "StartingSequenceNumber " + sequenceNumber + " used in GetShardIterator on shard "
                            + shard.shardId() + " in stream " + stream.name() + " under account " + stream.account()
                            + " is invalid because it did not come from this stream.");
        }
        return offset.getAsLong();
    }

    private Instant timestamp(Request request) {
        var timestamp = request.time(request.body(), "Timestamp");
        var now = streams.clock().instant();
        if (timestamp == null || timestamp.isAfter(now)) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT, "Timestamp is " + timestamp + ", allowed is up to now, " + now);
        }
        return timestamp;
    }

    private static boolean bySequenceNumber(ShardIterator.Type type) {
        return switch (type) {
            case AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER -> true;
            case TRIM_HORIZON, LATEST, AT_TIMESTAMP -> false;
        };
    }

    private static void requireMatching(ShardIterator.Type type, Request request, String member, boolean wanted) {
        if (request.body().hasNonNull(member) != wanted) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "ShardIteratorType " + type + (wanted ? " needs " : " allows no ") + member);
        }
    }
}
