package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.DataStream;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.kinesis.PutEntry;
import dev.kinesislake.lab.aws.kinesis.PutResult;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.aws.mapping.Checkpoint;
import dev.kinesislake.lab.aws.mapping.EventSourceMapping;
import dev.kinesislake.lab.aws.mapping.MappingConnections;
import dev.kinesislake.lab.aws.mapping.MappingSpec;
import dev.kinesislake.lab.aws.mapping.MappingTiming;
import dev.kinesislake.lab.aws.mapping.StartingPosition;
import dev.kinesislake.lab.proof.chaos.Fault.ReadOutcome;
import dev.kinesislake.lab.proof.check.Expected;
import dev.kinesislake.lab.proof.check.Findings;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.check.ReadBack;
import dev.kinesislake.redrive.send.LakeConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario with the stream, the event source mapping and the function as they are, in virtual time and one thread at a time.
 * Simulated are S3 behind the function's store, and the end of the function's process.
 */
final class Simulation {

    private static final String STREAM = "events";
    private static final String UUID_OF_MAPPING = "6f1c2b1e-0000-4000-8000-000000000001";
    private static final String ROLE = "arn:aws:iam::000000000000:role/consumer";
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:000000000000:function:consumer";
    private static final int RETENTION_HOURS = 120;
    private static final Pattern RECORDS = Pattern.compile("\"eventID\":\"([^\"]*)\"");
    private static final Duration MAX_INVOCATION = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration SEND_AGAIN = Duration.ofSeconds(1);

    private final Scenario scenario;
    private final Workbench workbench;
    private final VirtualScheduler scheduler;
    private final SimulatedS3 s3;
    private final Ledger ledger = new Ledger();
    private final Tally tally = new Tally();
    private final Map<String, ShardLog> shards = new HashMap<>();
    private final Map<Integer, List<Fault.OfInvocation>> invocationFaults;
    private final Map<Integer, ReadOutcome> readFaults = new HashMap<>();
    private final Map<Integer, Fault.OfDestination> destinationFaults = new HashMap<>();
    private final Map<Integer, Fault.RedriveMeanwhile> redrives = new HashMap<>();
    private @Nullable RuntimeException brokenRedrive;
    private final SplittableRandom ids;
    private final S3State state;
    private final KinesisStreams streams;
    private final DataStream stream;
    private final Sealing sealing;
    private final Erasing erasing;
    private final List<Delivery> deliveries = new ArrayList<>();
    private EventSourceMapping mapping;
    private Duration drained = Duration.ZERO;
    private int invocations;
    private int reads;
    private int writes;
    private int inFlight;
    private int running;
    private int redriving;
    private int looked;
    private int lookedAtShards;

    /** An invocation, in the order of their begins. */
    private static final class Delivery {

        private final byte[] event;
        private boolean isDone;

        Delivery(byte[] event) {
            this.event = event;
        }

        List<String> records() {
            return RECORDS.matcher(new String(event, UTF_8))
                    .results()
                    .map(record -> record.group(1))
                    .toList();
        }

        boolean isRedrive() {
            return new String(event, UTF_8).contains(KinesisBatch.REPLACES_UNTIL);
        }
    }

    private Simulation(Scenario scenario, Workbench workbench, Path folder) throws IOException {
        this.scenario = scenario;
        this.workbench = workbench;
        this.s3 = workbench.s3();
        var settings = scenario.settings();
        scheduler = new VirtualScheduler(settings.start(), scenario.seed());
        ids = new SplittableRandom(scenario.seed());
        invocationFaults = scenario.faults().stream()
                .filter(Fault.OfInvocation.class::isInstance)
                .map(Fault.OfInvocation.class::cast)
                .collect(Collectors.groupingBy(Fault.OfInvocation::invocation));
        state = new S3State(settings.start(), scenario.faults(), new SplittableRandom(~scenario.seed()));
        for (var fault : scenario.faults()) {
            if (fault instanceof Fault.OfRead read) {
                readFaults.put(read.read(), read.outcome());
            } else if (fault instanceof Fault.OfDestination destination) {
                destinationFaults.put(destination.write(), destination);
            } else if (fault instanceof Fault.RedriveMeanwhile redrive) {
                redrives.put(redrive.write(), redrive);
            }
        }
        var limits = new ShardLimits(settings.shardRecordsPerSecond(), 1_048_576);
        streams = KinesisStreams.open(folder, "eu-central-1", "000000000000", scheduler, limits);
        stream = streams.create(
                StreamSettings.provisioned(STREAM, settings.shards()).withRetentionHours(RETENTION_HOURS));
        mapping = mapping(spec(settings.batchSize(), settings.windowSeconds()), List.of());
        sealing = new Sealing(
                scenario,
                scheduler,
                s3,
                state,
                tally,
                folder,
                workbench.sealer(),
                stream::shards,
                this::checkpoints,
                this::expected);
        erasing = new Erasing(scenario, scheduler, s3, state, tally, workbench, sealing, this::redriven);
        ledger.expect(position -> expected(ledger, position));
    }

    private Expected expected(Ledger of, Position position) {
        return erasing.expected(of, position);
    }

    private List<Checkpoint> checkpoints() {
        return mapping.checkpoints();
    }

    /** @param folder for the stream's records, emptied of them at the end; of this scenario alone while it plays */
    static Played play(Scenario scenario, Workbench workbench, Path folder) {
        try {
            var simulation = new Simulation(scenario, workbench, folder);
            try {
                return new Played(scenario, simulation.play(), simulation.tally, simulation.drained);
            } catch (IllegalStateException stuck) {
                workbench.discard();
                return new Played(scenario, stuck.toString(), simulation.tally, simulation.drained);
            } finally {
                simulation.mapping.abandon();
                simulation.scheduler.close();
                simulation.streams.close();
                simulation.sealing.clean();
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("the folder " + folder + " can't be used", unusable);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    /** Why the promise is broken, or null. */
    private @Nullable String play() throws InterruptedException {
        mapping.discover();
        for (var step : scenario.steps()) {
            waitUntil(step.at());
            perform(step);
        }
        while (!mapping.drained()) {
            scheduler.await(() -> somethingToLookAt() || mapping.drained(), LOOK_AGAIN);
            look();
        }
        drained = Duration.between(scenario.settings().start(), scheduler.instant());
        mapping.abandon();
        countMapping();
        quiesce();
        StreamContents.note(stream.shards(), Map.of(), scenario.sent(), ledger);
        restore();
        var redrive = redrive();
        if (Erasing.isPlanned(scenario)) {
            // Beside erasures that may still run. What these have redriven can make others wait until the lake is
            // clean.
            sealing.beginIfPlanned();
            redrive.runOnce(tally);
            quiesce();
            erasing.end(ledger);
        }
        var before = check(redrive.settled());
        if (!before.exactlyOnceWhenRedriven()) {
            return "before redriving: " + before.verdict();
        }
        if (!Erasing.isPlanned(scenario)) {
            sealing.beginIfPlanned();
        }
        redrive.run(tally);
        quiesce();
        if (Erasing.isPlanned(scenario)) {
            deliverAgain();
            redrive.run(tally);
            quiesce();
        }
        var after = check(redrive.settled());
        long erased = ledger.positions().stream()
                .filter(position -> ledger.expected(position) == Expected.NOWHERE)
                .count();
        tally.erasedRows(erased);
        tally.rows(ledger.size() - erased, after.inLake() + sum(after.failed()));
        if (!after.exactlyOnce()) {
            return "after redriving: " + after.verdict();
        }
        var sealed = sealing.end();
        if (sealed != null) {
            return "sealing: " + sealed;
        }
        erasing.check(ledger);
        var left = erasing.problem();
        return left == null ? null : "erasing: " + left;
    }

    /** What was delivered last of some records comes once more, as Lambda may do. */
    private void deliverAgain() throws InterruptedException {
        var later = new HashSet<String>();
        for (int i = deliveries.size() - 1; i >= 0; i--) {
            var delivery = deliveries.get(i);
            var records = delivery.records();
            if (delivery.isDone && !delivery.isRedrive() && Collections.disjoint(later, records)) {
                try {
                    invoke(delivery.event);
                } catch (IllegalStateException notReached) {
                    // as if it had not come
                }
            }
            later.addAll(records);
        }
        quiesce();
    }

    /** Discarded batches get another LastModified, as a copy or a restore gives them. */
    private void restore() {
        if (scenario.faults().stream().anyMatch(Fault.RestoredBatches.class::isInstance)) {
            for (var batch : s3.read(Workbench.FAILED).list(LakeLayout.UNPROCESSED_PREFIX)) {
                s3.touch(Workbench.FAILED, batch.key(), scheduler.instant());
                tally.fault("discarded batch restored", 1);
            }
        }
    }

    /** Waits for the invocations that still run, for what S3 still has under way, and for an outage that lasts. */
    private void quiesce() throws InterruptedException {
        scheduler.await(() -> running == 0 && redriving == 0, MAX_INVOCATION);
        if (brokenRedrive != null) {
            throw new IllegalStateException("a redrive fails: " + brokenRedrive, brokenRedrive);
        }
        scheduler.pause(Fault.MAX_LATENESS);
        while (state.outage(scheduler.instant()) != null) {
            scheduler.pause(LOOK_AGAIN);
        }
    }

    private void waitUntil(Duration at) throws InterruptedException {
        var moment = scenario.settings().start().plus(at);
        while (scheduler.instant().isBefore(moment)) {
            scheduler.await(this::somethingToLookAt, Duration.between(scheduler.instant(), moment));
            look();
        }
    }

    /** A lane's end may let a shard's children begin, and new shards are to be read. */
    private boolean somethingToLookAt() {
        return looked != scheduler.ended() || lookedAtShards != stream.shards().size();
    }

    private void look() {
        if (somethingToLookAt()) {
            looked = scheduler.ended();
            lookedAtShards = stream.shards().size();
            mapping.discover();
        }
    }

    private void perform(Step step) throws InterruptedException {
        tally.step(step.getClass().getSimpleName());
        if (step instanceof Step.Put put) {
            put(put.records());
            if (put.sentAgain()) {
                put(put.records());
            }
        } else if (step instanceof Step.Scale scale) {
            scale(scale.shards());
        } else if (step instanceof Step.Seal seal) {
            sealing.begin(seal.isUnfinishedToo());
        } else if (step instanceof Step.Erase erase) {
            erasing.begin(erase.person());
        } else if (step instanceof Step.UpdateFunction) {
            workbench.update();
        } else if (step instanceof Step.CrashPoller crash) {
            mapping.abandon();
            countMapping();
            mapping = mapping(spec(crash.batchSize(), crash.windowSeconds()), mapping.checkpoints());
            mapping.discover();
        } else if (step instanceof Step.ChangeMapping change) {
            // A change waits for the invocations in flight.
            if (scheduler.await(() -> inFlight == 0, Duration.ofMinutes(10))) {
                mapping.update(spec(change.batchSize(), change.windowSeconds()));
            }
        }
    }

    /** As a producer does: what is throttled is sent again a second later. */
    private void put(List<SentRecord> records) throws InterruptedException {
        var waiting = new ArrayList<>(records);
        while (!waiting.isEmpty()) {
            var refused = new ArrayList<SentRecord>();
            for (var record : waiting) {
                var entry = PutEntry.of(record.partitionKey(), record.data());
                if (stream.put(List.of(entry)).get(0) instanceof PutResult.Stored stored) {
                    record.acceptedAt(stored.shardId(), stored.sequenceNumber(), ledger);
                } else {
                    refused.add(record);
                }
            }
            tally.fault("PutRecord is throttled", refused.size());
            waiting = refused;
            if (!waiting.isEmpty()) {
                scheduler.pause(SEND_AGAIN);
                look();
            }
        }
    }

    private void scale(int wanted) {
        int open = stream.settings().shardCount();
        int allowed = Math.max((open + 1) / 2, Math.min(wanted, 2 * open));
        streams.update(stream.settings().withShardCount(allowed));
        look();
    }

    private EventSourceMapping mapping(MappingSpec spec, List<Checkpoint> checkpoints) {
        var timing = new MappingTiming(
                scheduler,
                scheduler::pause,
                MappingTiming.REAL.firstRetry(),
                MappingTiming.REAL.longestRetry(),
                MappingTiming.REAL.discovery(),
                MappingTiming.REAL.grace(),
                scheduler::thread);
        var connections =
                new MappingConnections(ROLE, Permissions.ALL, this::shards, this::invoke, arn -> this::storeDiscarded);
        return new EventSourceMapping(
                spec, connections, checkpoints, timing, () -> new UUID(ids.nextLong(), ids.nextLong()));
    }

    private MappingSpec spec(int batchSize, int windowSeconds) {
        var settings = scenario.settings();
        return new MappingSpec(
                UUID_OF_MAPPING,
                stream.arn(),
                FUNCTION,
                true,
                new StartingPosition.TrimHorizon(),
                new MappingSpec.Batching(batchSize, windowSeconds, settings.parallelizationFactor(), 0),
                new MappingSpec.ErrorHandling(
                        settings.bisect(),
                        settings.retryAttempts(),
                        settings.recordAgeSeconds(),
                        true,
                        "arn:aws:s3:::" + Workbench.FAILED));
    }

    private synchronized List<ShardLog> shards() {
        return stream.shards().stream()
                .map(shard -> shards.computeIfAbsent(
                        shard.shardId(), id -> new FaultyShard(shard, scheduler, this::nextReadOutcome)))
                .toList();
    }

    private synchronized @Nullable ReadOutcome nextReadOutcome() {
        var outcome = readFaults.get(++reads);
        if (outcome != null) {
            tally.fault("GetRecords " + outcome, 1);
        }
        return outcome;
    }

    private Invoker.Outcome invoke(byte[] event) throws InterruptedException {
        inFlight++;
        try {
            var faults = new InvocationFaults(invocationFaults.getOrDefault(++invocations, List.of()));
            var requestId = new UUID(0, invocations).toString();
            // Here the poller may crash before the function begins.
            scheduler.pause(Duration.ofMillis(1));
            failIf(faults, Fault.NoEnvironment.class, "no environment");
            var delivery = new Delivery(event);
            deliveries.add(delivery);
            var invocation = begin(event, requestId, faults);
            var lost = faults.first(Fault.ConnectionLost.class);
            var patience = lost.map(Fault.ConnectionLost::after).orElse(MAX_INVOCATION);
            if (!scheduler.await(invocation::isOver, patience)) {
                tally.fault("connection lost, the function goes on", 1);
                throw new IllegalStateException("the connection is lost");
            }
            // Here it may crash after the function has ended.
            scheduler.pause(Duration.ofMillis(1));
            failIf(faults, Fault.AnswerLost.class, "answer lost");
            var outcome = requireNonNull(invocation.outcome());
            delivery.isDone = ScenarioRedrive.answer(outcome) instanceof LakeConsumer.Stored;
            return outcome;
        } finally {
            inFlight--;
        }
    }

    private void failIf(InvocationFaults faults, Class<? extends Fault.OfInvocation> kind, String words) {
        if (faults.first(kind).isPresent()) {
            tally.fault(words, 1);
            throw new IllegalStateException(words);
        }
    }

    /** Begins an invocation, which runs to its end whether or not anything waits for it. */
    private Invocation begin(byte[] event, String requestId, InvocationFaults faults) {
        var environment = workbench.environment(scenario.settings(), Workbench.SECTIONS);
        environment.take();
        var invocation = new Invocation(
                scheduler,
                s3,
                faults,
                state,
                scenario.settings().timeout(),
                scenario.settings().skew(environment.number()),
                Erasing.isPlanned(scenario));
        running++;
        scheduler.run(() -> {
            var coldStart = faults.first(Fault.ColdStart.class);
            if (coldStart.isPresent()) {
                tally.fault("cold start", 1);
                invocation.pause(coldStart.get().delay());
            }
            invocation.begin();
            environment.run(invocation, event, requestId);
            invocation.struck().forEach(tally::fault);
            running--;
        });
        return invocation;
    }

    private void storeDiscarded(String key, byte[] body) throws IOException, InterruptedException {
        inFlight++;
        try {
            redriveMeanwhile(++writes);
            var fault = destinationFaults.get(writes);
            scheduler.pause(Duration.ofMillis(20));
            if (fault == null || fault.stored()) {
                s3.store(Workbench.FAILED, key, body, scheduler.instant());
            }
            scheduler.pause(Duration.ofMillis(20));
            if (fault != null) {
                tally.fault("on-failure destination: " + (fault.stored() ? "500, though stored" : "500"), 1);
                throw new IOException(fault.words());
            }
        } finally {
            inFlight--;
        }
    }

    /** Redrives once, on a thread of its own, if that is planned for a write of a discarded batch. */
    private void redriveMeanwhile(int write) {
        var planned = redrives.get(write);
        if (planned == null) {
            return;
        }
        redriving++;
        scheduler.run(() -> {
            try {
                scheduler.pause(planned.after());
                tally.fault("redrive while batches are delivered", 1);
                redrive().runOnce(tally);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException broken) {
                brokenRedrive = broken;
            } finally {
                redriving--;
            }
        });
    }

    private Findings check(Set<String> settled) {
        return ReadBack.read(s3.read(Workbench.LAKE), s3.read(Workbench.FAILED), SentRecord::event, ledger, settled);
    }

    private ScenarioRedrive redrive() {
        return new ScenarioRedrive(
                new SimulatedBucket(s3, Workbench.LAKE, scheduler::instant),
                new SimulatedBucket(s3, Workbench.FAILED, scheduler::instant),
                Workbench.SECTIONS,
                this::redriven);
    }

    private LakeConsumer.Answer redriven(byte[] batch) throws InterruptedException {
        try {
            return ScenarioRedrive.answer(invoke(batch));
        } catch (IllegalStateException notReached) {
            return new LakeConsumer.NotStored(String.valueOf(notReached.getMessage()));
        }
    }

    private void countMapping() {
        var counters = mapping.counters();
        tally.mapping(counters.invocations(), counters.retries(), counters.bisections(), counters.batchesDelivered());
    }

    private static int sum(Map<Reason, Integer> failed) {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
