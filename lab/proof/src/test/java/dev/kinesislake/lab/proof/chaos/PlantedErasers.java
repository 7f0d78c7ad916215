package dev.kinesislake.lab.proof.chaos;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.erase.Counts;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.TableCleaner;
import dev.kinesislake.erase.bucket.ArchivedException;
import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.redrive.lake.LakeRow;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.RewriteManifests;

/** What erases, broken on purpose, each in one way. */
enum PlantedErasers {
    /** The consumer goes by the list when all is cleaned. */
    TOMBSTONES_AFTERWARDS(parts -> {
        var late = new ArrayList<Runnable>();
        return new Eraser.Parts(
                parts.lake(),
                parts.failed(),
                (people, before) -> late.add(() -> parts.tombstones().add(people, before)),
                parts.redriver(),
                new AfterTable(parts.table(), () -> late.forEach(Runnable::run)),
                parts.inFlight(),
                parts.pause(),
                parts.listener(),
                parts.parallel());
    }),

    /** What is in flight is not waited for. */
    NO_WAIT(parts -> new Eraser.Parts(
            parts.lake(),
            parts.failed(),
            parts.tombstones(),
            parts.redriver(),
            parts.table(),
            parts.inFlight(),
            (until, clock) -> {},
            parts.listener(),
            parts.parallel())),

    /** Whatever comes later is erased, too. */
    TOMBSTONES_FOR_EVER(parts -> new Eraser.Parts(
            parts.lake(),
            parts.failed(),
            (people, before) -> {
                parts.tombstones().add(people, before);
                parts.tombstones().add(people, before.plusSeconds(1_000_000));
            },
            parts.redriver(),
            parts.table(),
            parts.inFlight(),
            parts.pause(),
            parts.listener(),
            parts.parallel())),

    /** Only what readers get is looked into. */
    IGNORES_OLD_VERSIONS(overBuckets(bucket -> new Around(bucket) {
        @Override
        public List<Version> versions(String prefix) {
            return super.versions(prefix).stream()
                    .filter(version -> version.isLatest() || prefix.equals(LakeLayout.SEALED_PREFIX))
                    .toList();
        }
    })),

    IGNORES_FAILED_ROWS(overBuckets(bucket -> new Around(bucket) {
        @Override
        public List<Version> versions(String prefix) {
            return prefix.equals(LakeLayout.FAILED_PREFIX) ? List.of() : super.versions(prefix);
        }
    })),

    /** An object without a row is deleted. */
    DELETES_EMPTY_OBJECTS(overBuckets(bucket -> new Around(bucket) {
        @Override
        public boolean replace(Version latest, Content content) {
            if (!isEmpty(latest.key(), content.body())) {
                return super.replace(latest, content);
            }
            delete(List.of(latest));
            return true;
        }
    })),

    /** An object is replaced whatever it is by now. */
    NO_IF_MATCH(overBuckets(bucket -> new Around(bucket) {
        @Override
        public boolean replace(Version latest, Content content) {
            if (super.replace(latest, content)) {
                return true;
            }
            var now = new ArrayList<Version>();
            for (var version : versions(latest.key())) {
                if (version.isLatest() && version.key().equals(latest.key())) {
                    now.add(version);
                }
            }
            return !now.isEmpty() && super.replace(now.get(0), content);
        }
    })),

    BATCHES_DELETED_UNREDRIVEN(parts -> new Eraser.Parts(
            parts.lake(),
            parts.failed(),
            parts.tombstones(),
            key -> true,
            parts.table(),
            parts.inFlight(),
            parts.pause(),
            parts.listener(),
            parts.parallel())),

    IGNORES_THE_TABLE(parts -> new Eraser.Parts(
            parts.lake(),
            parts.failed(),
            parts.tombstones(),
            parts.redriver(),
            TableCleaner.NONE,
            parts.inFlight(),
            parts.pause(),
            parts.listener(),
            parts.parallel())),

    /** Earlier snapshots stay. */
    SNAPSHOTS_STAY(new ErasureParts(
            parts -> parts, PlantedSealers.overTables(table -> new BaseTable(table.operations(), table.name()) {
                @Override
                public ExpireSnapshots expireSnapshots() {
                    return PlantedSealers.uncommitted(ExpireSnapshots.class, super.expireSnapshots());
                }
            }))),

    /** Manifests keep the least and the greatest values of files that were replaced. */
    MANIFESTS_STAY(new ErasureParts(
            parts -> parts, PlantedSealers.overTables(table -> new BaseTable(table.operations(), table.name()) {
                @Override
                public RewriteManifests rewriteManifests() {
                    return PlantedSealers.uncommitted(RewriteManifests.class, super.rewriteManifests());
                }
            }))),

    /** Old versions of the table's files stay. */
    OLD_VERSIONS_OF_THE_TABLE_STAY(overBuckets(bucket -> new Around(bucket) {
        @Override
        public List<Version> versions(String prefix) {
            return prefix.equals(LakeLayout.SEALED_PREFIX) ? List.of() : super.versions(prefix);
        }
    })),

    CONSUMER_IGNORES_THE_LIST((config, erased, store, puts, clock) ->
            FunctionOf.THE_CONSUMER.make(config, () -> Erased.NONE, store, puts, clock)),

    /** A list that can't be read is taken for none. */
    CONSUMER_IGNORES_AN_UNREAD_LIST((config, erased, store, puts, clock) -> FunctionOf.handler(
            config,
            () -> {
                try {
                    return erased.now();
                } catch (StoreException unread) {
                    return Erased.NONE;
                }
            },
            puts.apply(store),
            FunctionOf.CAPACITY,
            clock));

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final FunctionOf function;

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final ErasureParts parts;

    PlantedErasers(UnaryOperator<Eraser.Parts> eraser) {
        this(new ErasureParts(eraser, parts -> parts));
    }

    PlantedErasers(ErasureParts parts) {
        this.function = FunctionOf.THE_CONSUMER;
        this.parts = parts;
    }

    PlantedErasers(FunctionOf function) {
        this.function = function;
        this.parts = ErasureParts.REAL;
    }

    /** One that can show the mistake. */
    Scenario scenario(long seed) {
        return switch (this) {
            case IGNORES_THE_TABLE, SNAPSHOTS_STAY, MANIFESTS_STAY, OLD_VERSIONS_OF_THE_TABLE_STAY ->
                ScenarioGenerator.withSealsAndErasures(seed);
            case TOMBSTONES_AFTERWARDS,
                    NO_WAIT,
                    TOMBSTONES_FOR_EVER,
                    IGNORES_OLD_VERSIONS,
                    IGNORES_FAILED_ROWS,
                    DELETES_EMPTY_OBJECTS,
                    NO_IF_MATCH,
                    BATCHES_DELETED_UNREDRIVEN,
                    CONSUMER_IGNORES_THE_LIST,
                    CONSUMER_IGNORES_AN_UNREAD_LIST -> ScenarioGenerator.withErasures(seed);
        };
    }

    Workbench workbench() {
        return new Workbench(function, s3 -> s3, SimulatedS3::md5, sealer -> sealer, parts);
    }

    private static UnaryOperator<Eraser.Parts> overBuckets(UnaryOperator<VersionedBucket> broken) {
        return parts -> new Eraser.Parts(
                broken.apply(parts.lake()),
                broken.apply(parts.failed()),
                parts.tombstones(),
                parts.redriver(),
                parts.table(),
                parts.inFlight(),
                parts.pause(),
                parts.listener(),
                parts.parallel());
    }

    private static boolean isEmpty(String key, byte[] object) {
        var rows = new ArrayList<LakeRow>();
        try {
            if (key.startsWith(LakeLayout.EVENTS_PREFIX)) {
                ParquetLakeRows.read(object, rows::add);
                return rows.isEmpty();
            }
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A bucket of which something is to be different. */
    private abstract static class Around implements VersionedBucket {

        private final VersionedBucket bucket;

        Around(VersionedBucket bucket) {
            this.bucket = requireNonNull(bucket);
        }

        @Override
        public List<Version> versions(String prefix) {
            var versions = new ArrayList<Version>();
            bucket.versions(prefix).forEach(versions::add);
            return versions;
        }

        @Override
        public Optional<Content> get(Version version) throws ArchivedException {
            return bucket.get(version);
        }

        @Override
        public boolean replace(Version latest, Content content) {
            return bucket.replace(latest, content);
        }

        @Override
        public void delete(List<Version> versions) {
            bucket.delete(versions);
        }

        @Override
        public Instant now() {
            return bucket.now();
        }
    }

    /** Does something when the table has been cleaned. */
    private record AfterTable(TableCleaner table, Runnable then) implements TableCleaner {

        @Override
        public void find(People people, BiConsumer<String, LakeRow> each) throws InterruptedException {
            table.find(people, each);
        }

        @Override
        public void erase(People people, Instant before, Counts counts) throws InterruptedException {
            table.erase(people, before, counts);
            then.run();
        }
    }
}
