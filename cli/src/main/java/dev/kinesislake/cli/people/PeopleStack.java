package dev.kinesislake.cli.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.cli.personal.KeyStore;
import dev.kinesislake.erase.EraseListener;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.Finder;
import dev.kinesislake.erase.Redriver;
import dev.kinesislake.erase.S3Tombstones;
import dev.kinesislake.erase.SealedTableCleaner;
import dev.kinesislake.erase.TableCleaner;
import dev.kinesislake.erase.bucket.S3VersionedBucket;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.personal.PersonalKeys;
import dev.kinesislake.redrive.aws.LambdaConsumer;
import dev.kinesislake.redrive.aws.S3FailedBucket;
import dev.kinesislake.redrive.aws.S3Reader;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.lake.BatchCheck;
import dev.kinesislake.redrive.send.BatchRedrive;
import dev.kinesislake.redrive.send.Complaints;
import dev.kinesislake.redrive.send.InParallel;
import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.SealListener;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.iceberg.GlueTables;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.raw.S3RawLake;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The parts of a stack that hold something about people.
 *
 * @param table null where the stack has no catalogue
 */
record PeopleStack(StackSession stack, @Nullable SealedTable table) implements AutoCloseable {

    /** More than clocks differ, and than a PUT can be on its way when its function has ended. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    static PeopleStack open(CommandSpec spec, StackChoice choice) throws InterruptedException {
        var stack = StackSession.open(spec, choice);
        var outputs = stack.outputs();
        try {
            return new PeopleStack(
                    stack,
                    outputs.byName().containsKey("glueDatabase")
                            ? GlueTables.open(
                                    outputs.region(),
                                    outputs.get("glueDatabase"),
                                    outputs.get("lakeBucket"),
                                    outputs.days("snapshotDays"))
                            : null);
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    /**
     * The same people by all texts that may stand for theirs: hashes by each version of the stack's key, and of another one.
     *
     * @param former keys that the stack has no more
     */
    People withHashes(People people, Optional<PersonalKeys> former) {
        var hmacs = Stream.concat(KeyStore.keys(stack.outputs()).stream(), former.stream())
                .flatMap(keys -> IntStream.rangeClosed(1, keys.version()).mapToObj(keys::hmac))
                .toList();
        return people.with(text -> hmacs.stream().map(hmac -> hmac.of(text.getBytes(UTF_8))));
    }

    Finder finder(EraseListener listener) {
        return new Finder(lake(), failed(), tableCleaner(), listener, StackSession.PARALLEL);
    }

    Eraser.Parts parts(EraseListener listener, Complaints complaints) {
        return new Eraser.Parts(
                lake(),
                failed(),
                new S3Tombstones(stack.clients().s3(), bucket("lakeBucket"), new SecureRandom()),
                redriver(complaints),
                tableCleaner(),
                consumer().timeout().plus(MARGIN),
                PeopleStack::sleep,
                listener,
                () -> new InParallel(StackSession.PARALLEL));
    }

    private static void sleep(Instant until, InstantSource clock) throws InterruptedException {
        for (var left = Duration.between(clock.instant(), until);
                left.compareTo(Duration.ZERO) > 0;
                left = Duration.between(clock.instant(), until)) {
            Thread.sleep(left.toMillis() + 1);
        }
    }

    private Redriver redriver(Complaints complaints) {
        var lake = new S3Reader(stack.clients().s3(), bucket("lakeBucket"));
        var bucket = new S3FailedBucket(stack.clients().s3(), bucket("failedBucket"));
        var consumer = consumer();
        var sections = consumer.config().sections();
        return key -> {
            // Made anew, so that it sees what has been discarded since.
            var check = new BatchCheck(lake, bucket, sections);
            return new BatchRedrive(bucket, check, consumer, complaints)
                    .run(Choice.everything(), Set.of(key))
                    .everythingIsStored();
        };
    }

    private LambdaConsumer consumer() {
        return new LambdaConsumer(stack.clients().lambda(), stack.outputs().get("functionName"));
    }

    private TableCleaner tableCleaner() {
        if (table == null) {
            return TableCleaner.NONE;
        }
        var lake = new S3RawLake(stack.clients().s3(), bucket("lakeBucket"));
        var limits = BuildLimits.in(Path.of(System.getProperty("java.io.tmpdir")));
        var builder = new HourBuilder(lake, limits, StackSession.PARALLEL);
        var sealer = new Sealer(lake, table, builder, Frontier.NONE, InstantSource.system(), new SealListener() {});
        return new SealedTableCleaner(table, sealer, builder, lake());
    }

    private VersionedBucket lake() {
        return new S3VersionedBucket(stack.clients().s3(), bucket("lakeBucket"));
    }

    private VersionedBucket failed() {
        return new S3VersionedBucket(stack.clients().s3(), bucket("failedBucket"));
    }

    private String bucket(String output) {
        return stack.outputs().get(output);
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
        stack.close();
    }
}
