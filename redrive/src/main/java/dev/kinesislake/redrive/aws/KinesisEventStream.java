package dev.kinesislake.redrive.aws;

import dev.kinesislake.producer.CallFailure;
import dev.kinesislake.redrive.mark.TaggedRecord;
import dev.kinesislake.redrive.send.Deadline;
import dev.kinesislake.redrive.send.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A stream of Kinesis. */
public final class KinesisEventStream implements EventStream {

    private final KinesisClient writer;
    private final KinesisClient reader;
    private final String stream;

    /**
     * Makes a stream of its clients.
     *
     * @param writer doesn't retry, and has a {@link Lease}
     * @param reader does retry: all shards' readers share what a shard may be read
     */
    public KinesisEventStream(KinesisClient writer, KinesisClient reader, String stream) {
        this.writer = writer;
        this.reader = reader;
        this.stream = stream;
    }

    @Override
    public List<PutResult> put(List<Entry> entries, Deadline until) {
        var request = PutRecordsRequest.builder()
                .streamName(stream)
                .records(entries.stream().map(KinesisEventStream::entry).toList())
                .overrideConfiguration(override -> override.putExecutionAttribute(Lease.UNTIL, until))
                .build();
        try {
            var results = writer.putRecords(request).records();
            if (results.size() != entries.size()) {
                throw new IllegalStateException(
                        "PutRecords answered " + results.size() + " results for " + entries.size() + " records");
            }
            return results.stream().map(KinesisEventStream::result).toList();
        } catch (RuntimeException failure) {
            return Collections.nCopies(entries.size(), result(failure));
        }
    }

    private static PutRecordsRequestEntry entry(Entry entry) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(entry.partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                .build();
    }

    private static PutResult result(PutRecordsResultEntry result) {
        return result.errorCode() == null
                ? new Stored(result.shardId(), result.sequenceNumber())
                : new Refused(result.errorCode(), true);
    }

    private static PutResult result(RuntimeException failure) {
        var why = String.valueOf(failure.getMessage());
        if (Lease.isOver(failure)) {
            return new Refused("the time for it was over", true);
        }
        var kind = CallFailure.of(failure);
        return kind.unknown() || failure instanceof IllegalStateException
                ? new Unknown(why)
                : new Refused(why, kind.retried());
    }

    @Override
    public Map<UUID, Stored> find(Set<UUID> tokens, Instant since) {
        Map<UUID, Stored> found = new HashMap<>();
        for (var shardId : shards()) {
            find(shardId, tokens, since, found);
        }
        return found;
    }

    /** All shards that still have records, closed ones too. */
    private List<String> shards() {
        var shardIds = new ArrayList<String>();
        var page = reader.listShards(list -> list.streamName(stream));
        page.shards().forEach(shard -> shardIds.add(shard.shardId()));
        while (page.nextToken() != null) {
            var next = page.nextToken();
            page = reader.listShards(list -> list.nextToken(next));
            page.shards().forEach(shard -> shardIds.add(shard.shardId()));
        }
        return shardIds;
    }

    private void find(String shardId, Set<UUID> tokens, Instant since, Map<UUID, Stored> found) {
        var iterator = reader.getShardIterator(from -> from.streamName(stream)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(since))
                .shardIterator();
        while (iterator != null) {
            var at = iterator;
            var page = reader.getRecords(get -> get.shardIterator(at));
            for (var record : page.records()) {
                TaggedRecord.tokenOf(record.data().asByteArrayUnsafe())
                        .filter(tokens::contains)
                        .ifPresent(token -> found.put(token, new Stored(shardId, record.sequenceNumber())));
            }
            iterator = page.millisBehindLatest() > 0 ? page.nextShardIterator() : null;
        }
    }

    @Override
    public Duration retention() {
        return Duration.ofHours(reader.describeStreamSummary(describe -> describe.streamName(stream))
                .streamDescriptionSummary()
                .retentionPeriodHours());
    }
}
