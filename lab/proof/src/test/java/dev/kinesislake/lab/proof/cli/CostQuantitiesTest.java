package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kinesislake.cli.cost.FixedItems;
import dev.kinesislake.cli.cost.Flow;
import dev.kinesislake.cli.cost.Load;
import dev.kinesislake.cli.cost.Settings;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.events.GeneratedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** What {@code ./lake cost} multiplies by prices is what the local stack counts. */
class CostQuantitiesTest {

    private static final List<String> SECTIONS = List.of("Electronics", "Beauty-Prouducts", "Home-Decor");
    private static final GeneratedEvents EVENTS = new GeneratedEvents(16, SECTIONS);
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** So long that batches of the size come first: what a batch holds doesn't depend on this machine's speed. */
    private static final String NEVER = "300";

    private final Path folder;

    CostQuantitiesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName("Records and invocations are exact, objects within 10 % (an hour may pass), their bytes within 15 %")
    void batchesOfTheSize() throws Exception {
        var changed = Map.of("batchSize", "500", "windowSeconds", NEVER, "shardCount", "2");
        var events =
                IntStream.range(0, 10_000).mapToObj(CostQuantitiesTest::event).toList();
        try (var stack = LocalStack.deploy(folder.resolve("lake"), true, 0, changed, Faults.NONE)) {
            long bytes = put(stack, events, List.of(keyOfHalf(0), keyOfHalf(1)));
            var mapping = stack.mapping();
            await(stack, () -> mapping.progress().counters().recordsSucceeded() == events.size());

            var load = new Load(1_000, Math.toIntExact(bytes / events.size()), SECTIONS.size(), 1);
            var flow = flow(load, changed);
            double share = events.size() / (1_000 * 730 * 3_600.0);
            var progress = mapping.progress();
            assertThat(progress.shards()).hasSize(flow.shards());
            assertThat(progress.shards().stream()
                                    .mapToLong(shard -> shard.end())
                                    .sum()
                            / share
                            / (730 * 3_600))
                    .isCloseTo(flow.recordsPerSecond(), withinPercentage(0.001));
            assertThat((double) progress.counters().invocations())
                    .isCloseTo(flow.invocations() * share, withinPercentage(0.001));
            var objects = objects(stack);
            assertThat((double) objects.size()).isCloseTo(flow.objects() * share, withinPercentage(10));
            assertThat(objects.stream().mapToLong(size -> size).average().orElseThrow())
                    .isCloseTo(flow.objectBytes(), withinPercentage(15));
        }
    }

    @Test
    @DisplayName("A batch that reaches an invocation's 6 MB has as many records as computed, within 2 %")
    void batchesOfSixMegabytes() throws Exception {
        var changed = Map.of("batchSize", "10000", "windowSeconds", NEVER, "shardCount", "2");
        var events =
                IntStream.range(0, 9_800).mapToObj(CostQuantitiesTest::event).toList();
        try (var stack = LocalStack.deploy(folder.resolve("lake"), true, 0, changed, Faults.NONE)) {
            long bytes = put(stack, events, List.of(keyOfHalf(0)));
            var mapping = stack.mapping();
            await(stack, () -> mapping.progress().counters().recordsSucceeded() > events.size() * 2 / 3);

            var load = new Load(1_000, Math.toIntExact(bytes / events.size()), SECTIONS.size(), 1);
            var counters = mapping.progress().counters();
            assertThat((double) counters.recordsSucceeded() / counters.invocations())
                    .isCloseTo(flow(load, changed).recordsPerBatch(), withinPercentage(2));
        }
    }

    private static Flow flow(Load load, Map<String, String> changed) throws IOException {
        return Flow.of(load, Settings.of(LocalStack.config(changed), new FixedItems(0, 0), Duration.ZERO));
    }

    private static byte[] event(int index) {
        return String.valueOf(EVENTS.get(index).compact()).getBytes(UTF_8);
    }

    /** Puts events on the shards in turn; returns their bytes. */
    private static long put(DeployedStack stack, List<byte[]> events, List<String> keys) {
        long bytes = 0;
        try (var kinesis = stack.aws().kinesisClient()) {
            for (int from = 0; from < events.size(); from += 500) {
                var entries = new ArrayList<PutRecordsRequestEntry>();
                for (int i = from; i < Math.min(from + 500, events.size()); i++) {
                    bytes += events.get(i).length;
                    entries.add(PutRecordsRequestEntry.builder()
                            .partitionKey(keys.get(i % keys.size()))
                            .data(SdkBytes.fromByteArrayUnsafe(events.get(i)))
                            .build());
                }
                var answer = kinesis.putRecords(request ->
                        request.streamName(stack.output("streamName")).records(entries));
                assertThat(answer.failedRecordCount()).isZero();
            }
        }
        return bytes;
    }

    /** A key of the lower or the upper half of hash keys, which are the two shards'. */
    private static String keyOfHalf(int half) throws Exception {
        var md5 = MessageDigest.getInstance("MD5");
        for (int user = 0; ; user++) {
            var key = "user-" + user;
            if ((md5.digest(key.getBytes(UTF_8))[0] < 0 ? 1 : 0) == half) {
                return key;
            }
        }
    }

    private static void await(DeployedStack stack, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            stack.mapping().awaitDrained(GLANCE);
        }
    }

    private static List<Long> objects(DeployedStack stack) throws IOException {
        var bucket = stack.aws().folder().resolve("s3").resolve(stack.output("lakeBucket"));
        try (var files = Files.walk(bucket)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }
}
