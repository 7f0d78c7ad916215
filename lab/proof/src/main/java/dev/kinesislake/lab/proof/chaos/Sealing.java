package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.erase.SealedTableCleaner;
import dev.kinesislake.erase.TableCleaner;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.mapping.Checkpoint;
import dev.kinesislake.lab.proof.check.Expected;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.failed.StoredBatches;
import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.SealException;
import dev.kinesislake.table.SealListener;
import dev.kinesislake.table.SealOptions;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.TableColumn;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.raw.RawLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Sealers beside everything else. The sealer and Iceberg are as they are; simulated are S3, the catalogue, and the engine, which takes
 * too long for thousands of hours.
 */
final class Sealing {

    private static final TableIdentifier NAME = TableIdentifier.of("lake", "sealed_events");
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** More than clocks differ by, so that no record arrives before it any more. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final int COPIES = 3;

    /** After that, what stopped runs have left is deleted. */
    private static final Duration LEFTOVERS = Duration.ofDays(4);

    private final Scenario scenario;
    private final VirtualScheduler scheduler;
    private final SimulatedS3 s3;
    private final S3State state;
    private final Tally tally;
    private final Path folder;
    private final UnaryOperator<SealParts> planted;
    private final Supplier<List<ShardLog>> shards;
    private final Supplier<List<Checkpoint>> checkpoints;
    private final Map<Integer, List<Fault.OfSeal>> faults;
    private final Positions positions = new Positions();
    private final SealCheck check;
    private final TableStore store;
    private int begun;
    private int running;

    Sealing(
            Scenario scenario,
            VirtualScheduler scheduler,
            SimulatedS3 s3,
            S3State state,
            Tally tally,
            Path folder,
            UnaryOperator<SealParts> planted,
            Supplier<List<ShardLog>> shards,
            Supplier<List<Checkpoint>> checkpoints,
            BiFunction<Ledger, Position, Expected> expected) {
        this.scenario = scenario;
        this.scheduler = scheduler;
        this.s3 = s3;
        this.state = state;
        this.tally = tally;
        this.folder = folder;
        this.planted = planted;
        this.shards = shards;
        this.checkpoints = checkpoints;
        this.faults = scenario.faults().stream()
                .filter(Fault.OfSeal.class::isInstance)
                .map(Fault.OfSeal.class::cast)
                .collect(Collectors.groupingBy(Fault.OfSeal::seal));
        this.check = new SealCheck(s3, positions, shards, scenario.sent(), expected);
        this.store = new TableStore(this::committed);
    }

    private void committed(SimulatedProcess process, String metadata) {
        check.committed(process, store, metadata);
    }

    boolean isPlanned() {
        return scenario.steps().stream().anyMatch(Step.Seal.class::isInstance);
    }

    /** Begins one more sealer, on a thread of its own. */
    void begin(boolean isUnfinishedToo) {
        int number = ++begun;
        running++;
        scheduler.run(() -> {
            try {
                seal(number, isUnfinishedToo);
            } finally {
                running--;
            }
        });
    }

    /** Seals beside whatever comes next, in scenarios that seal. */
    void beginIfPlanned() {
        if (isPlanned()) {
            begin(true);
        }
    }

    boolean isOver() {
        return running == 0;
    }

    /** Seals for the last time, with no fault; then why the promise is broken, or null. */
    @Nullable String end() throws InterruptedException {
        if (!isPlanned()) {
            return null;
        }
        scheduler.await(this::isOver, Duration.ofDays(1));
        if (Erasing.isPlanned(scenario)) {
            scheduler.pause(LEFTOVERS);
        }
        plantCopies();
        seal(0, true);
        check.end(store);
        tally.seals(begun, check.commits());
        return check.problem();
    }

    /** As a poller that goes back leaves them: some objects' rows are there once more, under another key. */
    private void plantCopies() {
        var objects = s3.objects(Workbench.LAKE, LakeLayout.EVENTS_PREFIX);
        for (var object : objects.subList(0, Math.min(COPIES, objects.size()))) {
            var body = s3.body(Workbench.LAKE, object);
            if (body != null) {
                var copy = object.key().replace(".parquet", "-copy.parquet");
                s3.store(Workbench.LAKE, copy, body, scheduler.instant());
            }
        }
    }

    private void seal(int number, boolean isUnfinishedToo) {
        var process = new SimulatedProcess(scheduler, s3, state, faults.getOrDefault(number, List.of()));
        try {
            sealer(planted.apply(parts(process)), number).seal(isUnfinishedToo);
        } catch (SimulatedProcess.Killed dead) {
            // nobody hears of it
        } catch (SealException overtaken) {
            tally.fault("seal: overtaken in each try", 1);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            boolean isExpired = scenario.settings().areSnapshotsExpired() && failed instanceof NotFoundException;
            if ((process.struck().isEmpty() || !isOfRequest(failed)) && !isExpired) {
                check.isBroken("a seal fails by no fault of a request: " + failed);
            }
        }
        process.struck().forEach((what, count) -> tally.fault("seal: " + what, count));
    }

    /** Whether a request that has failed is behind a failure. */
    private static boolean isOfRequest(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause.getClass().getPackage().equals(NotFoundException.class.getPackage())) {
                return true;
            }
        }
        return false;
    }

    private SealParts parts(SimulatedProcess process) {
        var io = new TableStoreIO(store, process);
        return new SealParts(
                new SimulatedRawLake(s3, process, check::listed),
                new TableStoreCatalog(store, process, io),
                io,
                this::builder,
                frontier(process));
    }

    private RowBuilder builder(RawLake lake) {
        var format = Erasing.isPlanned(scenario) ? Positions.Format.ROWS : Positions.Format.POSITIONS;
        return new RowBuilder(lake, folder, positions, format);
    }

    /** Cleans the table, as the command that erases does. */
    TableCleaner cleaner(SimulatedProcess process, VersionedBucket bucket, UnaryOperator<SealParts> broken) {
        var parts = broken.apply(parts(process));
        var table = table(parts, Duration.ofDays(1));
        var sealer = new Sealer(
                parts.lake(),
                table,
                parts.builder().apply(parts.lake()),
                Frontier.NONE,
                scheduler,
                new SealListener() {});
        return new SealedTableCleaner(table, sealer, builder(parts.lake()), bucket);
    }

    /** The table's files, and what S3 keeps of those that were deleted. */
    TableStore store() {
        return store;
    }

    private static SealedTable table(SealParts parts, Duration kept) {
        return new SealedTable(parts.catalog(), parts.io(), NAME, "s3://lake/sealed", TableColumn.ofEvents(), kept);
    }

    private Sealer sealer(SealParts parts, int number) {
        // Iceberg gives snapshots the system's time.
        var kept = scenario.settings().areSnapshotsExpired() ? FOR_EVER.negated() : FOR_EVER;
        var table = table(parts, kept);
        var listener = new SealListener() {
            @Override
            public void overtaken() {
                tally.fault("seal: overtaken", 1);
            }
        };
        var skew = scenario.settings().skew(number);
        return new Sealer(
                parts.lake(),
                table,
                parts.builder().apply(parts.lake()),
                parts.frontier(),
                () -> scheduler.instant().plus(skew),
                listener,
                SealOptions.DEFAULT.withHoursPerCommit(number % 3 + 1));
    }

    private Frontier frontier(SimulatedProcess process) {
        var failed = new SimulatedBucket(s3, Workbench.FAILED, scheduler::instant);
        return new Frontier() {
            @Override
            public Instant consumedThrough() {
                return process.read(Sealing.this::consumedThrough);
            }

            @Override
            public Optional<Instant> oldestWaiting() {
                return process.read(() -> waiting(failed));
            }
        };
    }

    /** When the oldest record arrived that no invocation is through with. */
    private Instant consumedThrough() {
        var through = scheduler.instant().minus(GRACE);
        var done = checkpoints.get().stream().collect(Collectors.toMap(Checkpoint::shardId, Checkpoint::offset));
        for (var shard : shards.get()) {
            long offset = done.getOrDefault(shard.shardId(), shard.start());
            if (offset < shard.end()) {
                var arrival = shard.read(offset, 1, Long.MAX_VALUE).get(0).arrival();
                through = arrival.isBefore(through) ? arrival : through;
            }
        }
        return through;
    }

    private static Optional<Instant> waiting(FailedBucket failed) {
        var batches = new StoredBatches(failed);
        var oldest = new Instant[] {Instant.MAX};
        try {
            batches.each(Choice.everything(), Set.of(), batch -> {
                if (!batches.isRedriven(batch.key()) && batch.firstArrival().isBefore(oldest[0])) {
                    oldest[0] = batch.firstArrival();
                }
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return Optional.of(oldest[0]).filter(arrival -> !arrival.equals(Instant.MAX));
    }

    /** Deletes what a process that was killed has left in the working folder. */
    void clean() {
        try (var all = Files.list(folder)) {
            for (var left : all.filter(path -> path.getFileName().toString().startsWith("hour"))
                    .toList()) {
                try (var files = Files.list(left)) {
                    for (var file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(left);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
