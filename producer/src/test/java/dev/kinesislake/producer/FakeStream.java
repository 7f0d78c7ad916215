package dev.kinesislake.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A stream of two shards that refuses records at random, and fails calls as it's told. */
public final class FakeStream implements KinesisClient {

    private final SplittableRandom random;
    private final List<Stored> stored = new ArrayList<>();
    private final List<Integer> callSizes = new ArrayList<>();
    private double refusing;
    private Consumer<SplittableRandom> beforeStoring = any -> {};
    private Consumer<SplittableRandom> afterStoring = any -> {};

    public FakeStream(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What the stream holds. */
    public record Stored(Acknowledged position, String partitionKey, SdkBytes bytes) {

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
    public synchronized FakeStream before(Consumer<SplittableRandom> before) {
        beforeStoring = before;
        return this;
    }

    /** Runs after a call's records are stored; what it throws ends the call, too late. */
    synchronized FakeStream after(Consumer<SplittableRandom> after) {
        afterStoring = after;
        return this;
    }

    public synchronized List<Stored> stored() {
        return List.copyOf(stored);
    }

    public synchronized List<String> data() {
        return stored.stream().map(Stored::data).toList();
    }

    synchronized List<Integer> callSizes() {
        return List.copyOf(callSizes);
    }

    @Override
    public synchronized PutRecordsResponse putRecords(PutRecordsRequest request) {
        callSizes.add(request.records().size());
        beforeStoring.accept(random);
        var results = request.records().stream().map(this::put).toList();
        afterStoring.accept(random);
        return PutRecordsResponse.builder().records(results).build();
    }

    private PutRecordsResultEntry put(PutRecordsRequestEntry entry) {
        if (random.nextDouble() < refusing) {
            return PutRecordsResultEntry.builder()
                    .errorCode(random.nextBoolean() ? "ProvisionedThroughputExceededException" : "InternalFailure")
                    .errorMessage("not now")
                    .build();
        }
        var shard = "shardId-00000000000" + Math.floorMod(entry.partitionKey().hashCode(), 2);
        var position = new Acknowledged(shard, Integer.toString(stored.size()));
        stored.add(new Stored(position, entry.partitionKey(), entry.data()));
        return PutRecordsResultEntry.builder()
                .shardId(position.shardId())
                .sequenceNumber(position.sequenceNumber())
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
