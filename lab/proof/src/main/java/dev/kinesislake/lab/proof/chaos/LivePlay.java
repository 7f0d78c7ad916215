package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.proof.check.Findings;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.check.ReadBack;
import dev.kinesislake.lab.proof.check.S3Bucket;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.redrive.aws.S3FailedBucket;
import dev.kinesislake.redrive.aws.S3Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.s3.S3Client;

/** Plays live scenarios on a deployed stack, one after the other, and leaves its buckets empty after each. */
public final class LivePlay {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** The sections that the stack has to allow. */
    public static final List<String> SECTIONS = SentRecord.SECTIONS;

    private final DeployedStack stack;
    private final StackChanges changes;
    private final LiveFaults faults;

    /**
     * Prepares to play.
     *
     * @param faults those that the stack's S3 was started with
     */
    public LivePlay(DeployedStack stack, LiveFaults faults) {
        this.stack = stack;
        this.changes = new StackChanges(stack);
        this.faults = faults;
    }

    /** Plays the scenario of a seed. */
    public LiveResult play(long seed) throws InterruptedException {
        var scenario = LiveScenario.generate(seed);
        var tally = new Tally();
        var before = stack.mapping().counters();
        faults.plan(Map.of());
        changes.changeMapping(scenario.mapping());
        faults.plan(scenario.faults());
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON);
                var kinesis = stack.aws().kinesisClient()) {
            var problem = play(scenario, s3, kinesis, tally);
            var after = stack.mapping().counters();
            tally.mapping(
                    after.invocations() - before.invocations(),
                    after.retries() - before.retries(),
                    after.bisections() - before.bisections(),
                    after.batchesDelivered() - before.batchesDelivered());
            faults.takeStruck().forEach(tally::fault);
            empty(s3);
            return new LiveResult(scenario.lines(), problem, tally);
        }
    }

    private @Nullable String play(LiveScenario scenario, S3Client s3, KinesisClient kinesis, Tally tally)
            throws InterruptedException {
        var ledger = new Ledger();
        var ends = StreamContents.ends(shards());
        for (int call = 0; call < scenario.calls().size(); call++) {
            put(scenario.calls().get(call), kinesis, ledger);
            tally.step("Put");
            var change = scenario.changes().get(call);
            if (change != null) {
                change(change, tally);
            }
        }
        if (!stack.mapping().awaitDrained(LONGEST)) {
            return "not drained after " + LONGEST + ": " + stack.mapping().progress();
        }
        StreamContents.note(
                shards(), ends, scenario.calls().stream().flatMap(List::stream).toList(), ledger);
        var redrive = redrive(s3);
        var before = check(s3, ledger, redrive.settled());
        if (!before.exactlyOnceWhenRedriven()) {
            return "before redriving: " + before.verdict();
        }
        faults.plan(Map.of());
        redrive.run(tally);
        var after = check(s3, ledger, redrive.settled());
        tally.rows(ledger.size(), after.inLake() + sum(after.failed()));
        return after.exactlyOnce() ? null : "after redriving: " + after.verdict();
    }

    private void put(List<SentRecord> records, KinesisClient kinesis, Ledger ledger) {
        var entries = new ArrayList<PutRecordsRequestEntry>();
        for (var record : records) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(record.partitionKey())
                    .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                    .build());
        }
        var results = kinesis.putRecords(request ->
                        request.streamName(stack.output("streamName")).records(entries))
                .records();
        for (int i = 0; i < results.size(); i++) {
            var result = results.get(i);
            var record = records.get(i);
            if (result.errorCode() != null) {
                throw new IllegalStateException("the stream refuses a record: " + result.errorCode());
            }
            record.acceptedAt(result.shardId(), result.sequenceNumber(), ledger);
        }
    }

    private List<ShardLog> shards() {
        return stack.aws()
                .account()
                .streams()
                .describe(stack.output("streamName"))
                .shards();
    }

    private void change(String change, Tally tally) {
        int number = Integer.parseInt(change.substring(change.lastIndexOf(' ') + 1));
        if (change.startsWith(LiveScenario.SCALE)) {
            int open =
                    (int) shards().stream().filter(shard -> !shard.isClosed()).count();
            changes.scale(Math.max((open + 1) / 2, Math.min(number, 2 * open)));
            tally.step("Scale");
        } else if (change.startsWith(LiveScenario.UPDATE)) {
            changes.updateFunction(number);
            tally.step("UpdateFunction");
        } else {
            changes.changeMapping(Map.of("batchSize", number));
            tally.step("ChangeMapping");
        }
    }

    private Findings check(S3Client s3, Ledger ledger, Set<String> settled) {
        return ReadBack.read(bucket(s3, "lakeBucket"), bucket(s3, "failedBucket"), SentRecord::event, ledger, settled);
    }

    private S3Bucket bucket(S3Client s3, String output) {
        return new S3Bucket(s3, stack.aws().s3().buckets(), stack.output(output));
    }

    private ScenarioRedrive redrive(S3Client s3) {
        var function = stack.function();
        return new ScenarioRedrive(
                new S3Reader(s3, stack.output("lakeBucket")),
                new S3FailedBucket(s3, stack.output("failedBucket")),
                ConsumerConfig.fromEnvironment(function.spec().environment()).sections(),
                batch -> ScenarioRedrive.answer(function.invoke(batch)));
    }

    private void empty(S3Client s3) {
        for (var output : List.of("lakeBucket", "failedBucket")) {
            var bucket = bucket(s3, output);
            bucket.list("")
                    .forEach(object -> s3.deleteObject(
                            delete -> delete.bucket(bucket.name()).key(object.key())));
        }
    }

    private static int sum(Map<Reason, Integer> failed) {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
