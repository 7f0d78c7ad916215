package dev.kinesislake.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A stream of one shard that refuses records at random; a call can fail. */
public final class FakeStream implements KinesisClient {

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Stored> stored = new ArrayList<>();
    private double refusing;
    private Runnable beforeStoring = () -> {};

    /** What the stream holds. */
    public record Stored(String partitionKey, SdkBytes bytes) {

        public String data() {
            return bytes.asUtf8String();
        }
    }

    /** Refuses each record with this probability. */
    public synchronized FakeStream refusing(double probability) {
        refusing = probability;
        return this;
    }

    /** Runs before a call's records are stored; what it throws ends the call. */
    public synchronized FakeStream before(Runnable before) {
        beforeStoring = before;
        return this;
    }

    public synchronized List<Stored> stored() {
        return List.copyOf(stored);
    }

    public synchronized List<String> data() {
        return stored.stream().map(Stored::data).toList();
    }

    @Override
    public synchronized PutRecordsResponse putRecords(PutRecordsRequest request) {
        beforeStoring.run();
        var results = request.records().stream().map(this::put).toList();
        return PutRecordsResponse.builder().records(results).build();
    }

    private PutRecordsResultEntry put(PutRecordsRequestEntry entry) {
        if (random.nextDouble() < refusing) {
            return PutRecordsResultEntry.builder()
                    .errorCode(random.nextBoolean() ? "ProvisionedThroughputExceededException" : "InternalFailure")
                    .errorMessage("not now")
                    .build();
        }
        var sequenceNumber = Integer.toString(stored.size());
        stored.add(new Stored(entry.partitionKey(), entry.data()));
        return PutRecordsResultEntry.builder()
                .shardId("shardId-000000000000")
                .sequenceNumber(sequenceNumber)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The tests look at what is stored after the command has closed its client.
    }
}
