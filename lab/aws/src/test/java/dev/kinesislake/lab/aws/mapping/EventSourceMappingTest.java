package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.mapping.MappingProgress.ShardProgress;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventSourceMappingTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final FakeTime time = FakeTime.standing();
    private final List<ShardLog> stream = new CopyOnWriteArrayList<>();
    private final FakeShard shard = shard(Specs.SHARD);
    private final FakeBucket bucket = new FakeBucket(0);
    private volatile Permissions permissions = Permissions.ALL;
    private final List<EventSourceMapping> mappings = new ArrayList<>();

    @AfterEach
    void closeAll() {
        mappings.forEach(EventSourceMapping::abandon);
    }

    @Test
    void recordsReachTheFunctionInOrderAndInBatches() throws InterruptedException {
        shard.putAll("a", "b", "c");
        var function = FakeFunction.succeeding();

        var mapping = started(Specs.batchesOf(2), ErrorHandling.DEFAULT, function);
        assertThat(mapping.awaitDrained(LONG)).isTrue();
        shard.putAll("d");
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        assertThat(function.batches()).containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
        assertThat(mapping.progress())
                .isEqualTo(new MappingProgress(
                        "Enabled",
                        "OK",
                        List.of(new ShardProgress(Specs.SHARD, 4, 4, 0, 0)),
                        new MappingCounters(3, 0, 0, 4, 0, 0, 0)));
        assertThat(mapping.drained()).isTrue();
    }

    @Test
    void lanesKeepTheOrderOfAKeyAndDoEveryRecordOnce() throws InterruptedException {
        for (var i = 0; i < 2000; i++) {
            shard.put("key-" + i % 50, i % 50 + ":" + i / 50);
        }
        var function = FakeFunction.succeeding();

        var mapping = started(new Batching(7, 0, 10, 0), ErrorHandling.DEFAULT, function);
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        assertThat(function.done()).hasSize(2000);
        for (var key = 0; key < 50; key++) {
            var prefix = key + ":";
            assertThat(function.done().stream().filter(data -> data.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void asManyBatchesOfAShardAreInFlightAsItHasLanes() throws InterruptedException {
        for (var lane = 0; lane < 3; lane++) {
            shard.put(CheckpointTest.keyOfLane(lane, 3), "lane " + lane);
        }
        var allInFlight = new CountDownLatch(3);
        var function = new FakeFunction(batch -> {
            allInFlight.countDown();
            allInFlight.await();
            return "";
        });

        var mapping = started(new Batching(100, 0, 3, 0), ErrorHandling.DEFAULT, function);

        assertThat(mapping.awaitDrained(LONG)).isTrue();
    }

    @Test
    void aLaneThatIsStuckHoldsUpNoOther() throws InterruptedException {
        var stuck = CheckpointTest.keyOfLane(0, 2);
        var flowing = CheckpointTest.keyOfLane(1, 2);
        IntStream.range(0, 5_000).forEach(i -> shard.put(stuck, "stuck"));
        IntStream.range(0, 5_000).forEach(i -> shard.put(flowing, "flowing"));
        var release = new CountDownLatch(1);
        var function = new FakeFunction(batch -> {
            if (batch.contains("stuck")) {
                release.await();
            }
            return "";
        });

        var mapping = started(new Batching(10, 0, 2, 0), ErrorHandling.DEFAULT, function);
        eventually(() -> function.done().size() == 5_000);

        assertThat(function.done()).containsOnly("flowing");
        assertThat(mapping.progress().shards()).containsExactly(new ShardProgress(Specs.SHARD, 0, 10_000, 10, 0));
        assertThat(mapping.drained()).isFalse();
        release.countDown();
        assertThat(mapping.awaitDrained(LONG)).isTrue();
    }

    @Test
    void aChildIsReadOnlyWhenAllItsParentsAreDone() throws InterruptedException {
        var other = shard("shardId-000000000001");
        shard.putAll("parent 1");
        other.putAll("poison");
        var child = shard("shardId-000000000002", Specs.SHARD, "shardId-000000000001");
        child.putAll("child");
        shard.close();
        other.close();
        var release = new CountDownLatch(1);
        var function = new FakeFunction(batch -> {
            if (batch.contains("poison")) {
                release.await();
                throw new IllegalStateException("poison");
            }
            return "";
        });

        var mapping = started(
                Specs.batchesOf(10), new ErrorHandling(false, 1, ErrorHandling.ENDLESS, false, Specs.BUCKET), function);
        eventually(() -> function.done().contains("parent 1"));
        assertThat(function.done()).containsExactly("parent 1");
        release.countDown();
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        assertThat(function.batches())
                .hasSize(4)
                .containsAll(List.of(List.of("poison"), List.of("parent 1")))
                .endsWith(List.of("poison"), List.of("child"));
        assertThat(bucket.objects()).hasSize(1);
    }

    @Test
    void aLaneOutlivesAnError() throws InterruptedException {
        var errors = new AtomicInteger();
        var function = new FakeFunction(batch -> {
            if (errors.incrementAndGet() == 1) {
                throw new OutOfMemoryError("once");
            }
            return "";
        });
        var mapping = started(Specs.batchesOf(10), ErrorHandling.DEFAULT, function);
        shard.putAll("a", "b");

        assertThat(mapping.awaitDrained(LONG)).isTrue();
        assertThat(function.done()).containsExactly("a", "b");
    }

    @Test
    void aShardThatOpensLaterIsReadFromItsFirstRecord() throws InterruptedException {
        shard.putAll("before");
        var function = FakeFunction.succeeding();
        var mapping = started(
                Specs.spec(new StartingPosition.Latest(), Specs.batchesOf(10), ErrorHandling.DEFAULT), function);
        shard.putAll("after").close();
        // Not listed before it has a record.
        var child = new FakeShard(time, "shardId-000000000001", Specs.SHARD).putAll("child");
        stream.add(child);

        assertThat(mapping.awaitDrained(LONG)).isTrue();

        assertThat(function.done()).containsExactly("after", "child");
    }

    @Test
    void aMappingMayStartAtATime() throws InterruptedException {
        shard.putAll("a", "b");
        time.advance(Duration.ofSeconds(1));
        shard.putAll("c");
        time.advance(Duration.ofSeconds(1));
        shard.putAll("d");
        var function = FakeFunction.succeeding();

        var position = new StartingPosition.AtTimestamp(FakeTime.START.plusSeconds(1));
        var mapping = started(Specs.spec(position, Specs.batchesOf(10), ErrorHandling.DEFAULT), function);

        assertThat(mapping.awaitDrained(LONG)).isTrue();
        assertThat(function.done()).containsExactly("c", "d");
    }

    @Test
    void aSuccessorGoesOnWhereAClosedMappingWas() throws InterruptedException {
        shard.putAll("a", "b");
        var first = FakeFunction.succeeding();
        var mapping = started(Specs.batchesOf(10), ErrorHandling.DEFAULT, first);
        assertThat(mapping.awaitDrained(LONG)).isTrue();
        mapping.close();
        shard.putAll("c");
        assertThat(mapping.drained()).isFalse();

        var second = FakeFunction.succeeding();
        var successor = mapping(
                Specs.spec(new StartingPosition.Latest(), Specs.batchesOf(10), ErrorHandling.DEFAULT),
                second,
                mapping.checkpoints());
        successor.start();
        assertThat(successor.awaitDrained(LONG)).isTrue();

        assertThat(mapping.checkpoints()).containsExactly(Checkpoint.at(Specs.SHARD, 2));
        assertThat(first.done()).containsExactly("a", "b");
        assertThat(second.done()).containsExactly("c");
    }

    @Test
    @DisplayName("What was in flight when a poller crashed is delivered again from the same record")
    void aCrashedPoller() throws InterruptedException {
        shard.putAll("a", "b", "c", "d");
        var reached = new CountDownLatch(1);
        var hanging = new FakeFunction(batch -> {
            if (batch.contains("c")) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            return "";
        });
        var mapping = started(Specs.batchesOf(2), ErrorHandling.DEFAULT, hanging);
        reached.await();
        mapping.abandon();

        var function = FakeFunction.succeeding();
        var successor =
                mapping(Specs.spec(Specs.batchesOf(100), ErrorHandling.DEFAULT), function, mapping.checkpoints());
        successor.start();
        assertThat(successor.awaitDrained(LONG)).isTrue();

        assertThat(hanging.done()).containsExactly("a", "b");
        assertThat(function.batches()).containsExactly(List.of("c", "d"));
    }

    @Test
    @DisplayName("A poller that crashes amid a failing batch leaves only the records that aren't done")
    void aCrashAmidAFailingBatch() throws InterruptedException {
        shard.putAll("a", "b", "c", "d");
        var reached = new CountDownLatch(1);
        var mapping = started(
                Specs.batchesOf(10),
                new ErrorHandling(false, ErrorHandling.ENDLESS, ErrorHandling.ENDLESS, true, null),
                new FakeFunction(batch -> {
                    if (batch.contains("a")) {
                        return "{\"batchItemFailures\":[{\"itemIdentifier\":\"1002\"}]}";
                    }
                    reached.countDown();
                    new CountDownLatch(1).await();
                    return "";
                }));
        reached.await();
        mapping.abandon();

        assertThat(mapping.checkpoints()).containsExactly(Checkpoint.at(Specs.SHARD, 2));
    }

    @Test
    void aReadThatFailsLosesNothing() throws InterruptedException {
        shard.putAll("a", "b").breakOnceAt(2);
        var function = FakeFunction.succeeding();

        var mapping = started(Specs.batchesOf(10), ErrorHandling.DEFAULT, function);

        assertThat(mapping.awaitDrained(LONG)).isTrue();
        assertThat(function.batches()).containsExactly(List.of("a", "b"));
    }

    @Test
    void closingDoesNotWaitForARetry() throws InterruptedException {
        shard.putAll("a");
        var reached = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var function = new FakeFunction(batch -> {
            reached.countDown();
            release.await();
            throw new IllegalStateException("failed");
        });
        var patient = new MappingTiming(
                time,
                duration -> new CountDownLatch(1).await(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(1),
                MappingTiming.REAL.threads());
        var mapping = new EventSourceMapping(
                Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT),
                connections(function),
                List.of(),
                patient,
                UUID::randomUUID);
        mapping.start();
        reached.await();
        var closing = new Thread(mapping::close);
        closing.start();
        eventually(() -> closing.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        closing.join();

        assertThat(mapping.checkpoints()).containsExactly(Checkpoint.at(Specs.SHARD, 0));
    }

    @Test
    void closingWaitsForTheInvocationInFlight() throws InterruptedException {
        shard.putAll("a", "b");
        var reached = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var function = new FakeFunction(batch -> {
            reached.countDown();
            release.await();
            return "";
        });
        var mapping = started(Specs.batchesOf(1), ErrorHandling.DEFAULT, function);
        reached.await();
        var closing = new Thread(mapping::close);
        closing.start();
        eventually(() -> closing.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        closing.join();

        assertThat(function.batches()).containsExactly(List.of("a"));
        assertThat(mapping.checkpoints()).containsExactly(Checkpoint.at(Specs.SHARD, 1));
    }

    @Test
    void anotherParallelizationFactorLosesAndDoublesNothing() throws InterruptedException {
        for (var i = 0; i < 100; i++) {
            shard.put("key-" + i, "record " + i);
        }
        var blocked = new CountDownLatch(1);
        var jam = new AtomicInteger(1);
        var function = new FakeFunction(batch -> {
            if (batch.contains("record 0") && jam.getAndDecrement() > 0) {
                blocked.countDown();
                new CountDownLatch(1).await();
            }
            return "";
        });
        var mapping = started(new Batching(10, 0, 3, 0), ErrorHandling.DEFAULT, function);
        blocked.await();
        var others = IntStream.range(0, 100)
                .filter(i -> LaneOffsets.laneOf("key-" + i, 3) != LaneOffsets.laneOf("key-0", 3))
                .count();
        eventually(() -> function.done().size() >= others);
        mapping.abandon();

        for (var lanes : List.of(2, 5, 1)) {
            var predecessor = mappings.get(mappings.size() - 1);
            predecessor.abandon();
            var successor = mapping(
                    Specs.spec(new Batching(10, 0, lanes, 0), ErrorHandling.DEFAULT),
                    function,
                    predecessor.checkpoints());
            successor.start();
            if (lanes == 1) {
                assertThat(successor.awaitDrained(LONG)).isTrue();
            }
        }

        var expected = IntStream.range(0, 100).mapToObj(i -> "record " + i).toList();
        assertThat(function.done()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void anUpdateGoesOnWithTheNewBatchSize() throws InterruptedException {
        shard.putAll("a", "b");
        var function = FakeFunction.succeeding();
        var mapping = started(Specs.batchesOf(1), ErrorHandling.DEFAULT, function);
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        mapping.update(Specs.spec(new Batching(2, 300, 1, 0), ErrorHandling.DEFAULT));
        shard.putAll("c", "d");
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        assertThat(function.batches()).containsExactly(List.of("a"), List.of("b"), List.of("c", "d"));
    }

    @Test
    void anUpdateCanNotMoveTheMappingToAnotherStream() {
        var spec = Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT);
        var mapping = mapping(spec, FakeFunction.succeeding(), List.of());

        assertThatThrownBy(() -> mapping.update(new MappingSpec(
                        spec.uuid(),
                        Specs.STREAM + "-2",
                        Specs.FUNCTION,
                        true,
                        spec.startingPosition(),
                        spec.batching(),
                        spec.errorHandling())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Specs.STREAM + "-2");
    }

    @Test
    void aDisabledMappingReadsNothingAndGoesOnWhenItIsEnabled() throws InterruptedException {
        var function = FakeFunction.succeeding();
        var enabled = Specs.spec(Specs.batchesOf(10), ErrorHandling.DEFAULT);
        var disabled = new MappingSpec(
                enabled.uuid(),
                enabled.streamArn(),
                enabled.functionArn(),
                false,
                enabled.startingPosition(),
                enabled.batching(),
                enabled.errorHandling());
        var mapping = started(enabled, function);
        shard.putAll("a");
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        mapping.update(disabled);
        shard.putAll("b");
        assertThat(mapping.progress().state()).isEqualTo("Disabled");
        assertThat(mapping.progress().lag()).isEqualTo(1);
        assertThat(mapping.awaitDrained(Duration.ofMillis(50))).isFalse();
        assertThat(function.done()).containsExactly("a");

        mapping.update(enabled);
        assertThat(mapping.awaitDrained(LONG)).isTrue();
        assertThat(function.done()).containsExactly("a", "b");
    }

    @Test
    void withoutPermissionNothingIsReadAndTheProblemIsTold() throws InterruptedException {
        permissions = (action, resource) -> !action.equals("kinesis:GetRecords") && resource.equals(Specs.STREAM);
        shard.putAll("a");
        var function = FakeFunction.succeeding();

        var mapping = started(Specs.batchesOf(10), ErrorHandling.DEFAULT, function);

        assertThat(mapping.progress().lastProcessingResult())
                .isEqualTo("PROBLEM: AccessDenied: arn:aws:iam::000000000000:role/consumer is not allowed to "
                        + "kinesis:GetRecords on arn:aws:kinesis:eu-central-1:000000000000:stream/events");
        assertThat(mapping.drained()).isFalse();
        assertThat(function.batches()).isEmpty();

        permissions = Permissions.ALL;
        assertThat(mapping.awaitDrained(LONG)).isTrue();
        assertThat(mapping.progress().lastProcessingResult()).isEqualTo("OK");
    }

    @Test
    void aPermissionTakenAwayStopsTheReading() throws InterruptedException {
        var function = FakeFunction.succeeding();
        var mapping = started(Specs.batchesOf(10), ErrorHandling.DEFAULT, function);
        shard.putAll("a");
        assertThat(mapping.awaitDrained(LONG)).isTrue();

        permissions = (action, resource) -> false;
        eventually(() -> mapping.progress().lastProcessingResult().startsWith("PROBLEM: AccessDenied"));
        shard.putAll("b");
        assertThat(mapping.awaitDrained(Duration.ofMillis(50))).isFalse();
        assertThat(function.done()).containsExactly("a");
    }

    @Test
    void allThatReadingNeedsIsChecked() {
        assertThat(ReadPermissions.missing((action, resource) -> false, Specs.STREAM))
                .containsExactly(
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards");
    }

    @Test
    void theIteratorAgeIsThatOfTheOldestRecordNotDone() throws InterruptedException {
        shard.putAll("a");
        time.advance(Duration.ofSeconds(2));
        shard.putAll("b");
        var reached = new CountDownLatch(1);
        var mapping = started(Specs.batchesOf(1), ErrorHandling.DEFAULT, new FakeFunction(batch -> {
            if (batch.contains("b")) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            return "";
        }));
        reached.await();
        time.advance(Duration.ofMillis(1234));

        assertThat(mapping.progress().shards()).containsExactly(new ShardProgress(Specs.SHARD, 1, 2, 1, 1234));
    }

    private FakeShard shard(String id, String... parents) {
        var added = new FakeShard(time, id, parents);
        stream.add(added);
        return added;
    }

    private EventSourceMapping started(Batching batching, ErrorHandling errorHandling, Invoker function) {
        return started(Specs.spec(batching, errorHandling), function);
    }

    private EventSourceMapping started(MappingSpec spec, Invoker function) {
        var mapping = mapping(spec, function, List.of());
        mapping.start();
        return mapping;
    }

    private EventSourceMapping mapping(MappingSpec spec, Invoker function, List<Checkpoint> checkpoints) {
        var mapping = new EventSourceMapping(spec, connections(function), checkpoints, time.timing(), UUID::randomUUID);
        mappings.add(mapping);
        return mapping;
    }

    private MappingConnections connections(Invoker function) {
        return new MappingConnections(
                Specs.ROLE,
                (action, resource) -> permissions.allows(action, resource),
                () -> List.copyOf(stream),
                function,
                arn -> bucket);
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + LONG.toNanos();
        var never = new Signal();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            never.awaitChangeSince(0, Duration.ofMillis(5));
        }
    }
}
