package dev.kinesislake.lab.proof.chaos;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.build.Builder;
import dev.kinesislake.table.build.HourFiles;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.HourFolder;
import dev.kinesislake.table.raw.RawHour;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** Sealers that are broken on purpose, each in one way. */
enum PlantedSealers {
    /** Files are added, and those that were there stay. */
    APPENDS(overOverwrite(Set.of("overwriteByRowFilter"))),

    /** Whatever others have committed since is replaced. */
    NO_VALIDATION(overOverwrite(Set.of("validateNoConflictingData", "validateNoConflictingDeletes"))),

    FORGETS_WAITING_BATCHES(parts -> parts.withFrontier(frontier(parts.frontier()::consumedThrough, Optional::empty))),

    /** What arrived is taken for consumed. */
    IGNORES_UNREAD_RECORDS(parts ->
            parts.withFrontier(frontier(() -> VirtualScheduler.current().instant(), parts.frontier()::oldestWaiting))),

    /** Uploaded files are deleted after a commit of which nobody knows what has become. */
    UNKNOWN_TAKEN_FOR_FAILED(overCommits(commit -> (base, metadata) -> {
        try {
            commit.commit(base, metadata);
        } catch (CommitStateUnknownException unknown) {
            throw new CommitFailedException(unknown, "it failed");
        }
    })),

    /** An upload that fails is ignored. */
    IGNORES_FAILED_UPLOADS(parts -> parts.withIO(new ForgetfulIO(parts.io()))),

    /** An object is read as it is by now, and not as it was listed. */
    READS_WITHOUT_THE_ETAG(parts -> parts.withLake(new CurrentObjects(parts.lake()))),

    LEAVES_OUT_THE_LAST_OBJECT(
            overBuild(builder -> (hour, objects, columns) -> builder.build(hour, withoutLast(objects), columns))),

    LEAVES_OUT_OBJECTS_THAT_CHANGE(overBuild(builder -> (hour, objects, columns) -> {
        var left = objects;
        while (true) {
            try {
                return builder.build(hour, left, columns);
            } catch (ChangedObjectException changed) {
                left = left.stream()
                        .filter(object -> !String.valueOf(changed.getMessage()).contains(object.key()))
                        .toList();
            }
        }
    })),

    KEEPS_COPIES(parts -> parts.withBuilder(lake -> {
        var builder = (RowBuilder) parts.builder().apply(lake);
        return (hour, objects, columns) -> {
            var rows = new ArrayList<String>();
            for (var object : objects) {
                rows.addAll(builder.positions().of(lake.get(object)));
            }
            return builder.files(rows);
        };
    })),

    /** Only the first of an hour's files is handed on. */
    LOSES_THE_SECOND_FILE(overBuild(builder -> (hour, objects, columns) -> {
        var files = builder.build(hour, objects, columns);
        return new HourFiles(
                files.folder(),
                files.files().subList(0, Math.min(1, files.files().size())));
    }));

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final UnaryOperator<SealParts> planted;

    PlantedSealers(UnaryOperator<SealParts> planted) {
        this.planted = planted;
    }

    Workbench workbench() {
        return new Workbench(FunctionOf.THE_CONSUMER, s3 -> s3, SimulatedS3::md5, planted, ErasureParts.REAL);
    }

    private interface Commit {
        void commit(TableMetadata base, TableMetadata metadata);
    }

    private interface Consumed {
        Instant through();
    }

    private interface Waiting {
        Optional<Instant> oldest();
    }

    private static Frontier frontier(Consumed consumed, Waiting waiting) {
        return new Frontier() {
            @Override
            public Instant consumedThrough() {
                return consumed.through();
            }

            @Override
            public Optional<Instant> oldestWaiting() {
                return waiting.oldest();
            }
        };
    }

    private static UnaryOperator<SealParts> overBuild(UnaryOperator<Builder> broken) {
        return parts -> parts.withBuilder(lake -> broken.apply(parts.builder().apply(lake)));
    }

    private static List<RawObject> withoutLast(List<RawObject> objects) {
        return objects.size() > 1 ? objects.subList(0, objects.size() - 1) : objects;
    }

    /** Objects without the condition that they are as they were listed. */
    private record CurrentObjects(RawLake lake) implements RawLake {

        @Override
        public void hours(Instant since, Consumer<RawHour> each) {
            lake.hours(since, each);
        }

        @Override
        public List<RawObject> objects(Partition.OfEvents hour) {
            return lake.objects(hour);
        }

        @Override
        public byte[] get(RawObject object) throws ChangedObjectException {
            try {
                return lake.get(object);
            } catch (ChangedObjectException changed) {
                var hour = HourFolder.of(object.key()).orElseThrow();
                for (var current : lake.objects(hour)) {
                    if (current.key().equals(object.key())) {
                        return lake.get(current);
                    }
                }
                throw changed;
            }
        }

        @Override
        public String erasures() {
            return lake.erasures();
        }
    }

    /** Says nothing of uploads that fail. */
    private record ForgetfulIO(FileIO io) implements FileIO {

        private static final long serialVersionUID = 1;

        @Override
        public InputFile newInputFile(String location) {
            return io.newInputFile(location);
        }

        @Override
        public OutputFile newOutputFile(String location) {
            var file = io.newOutputFile(location);
            return location.contains("/data/")
                    ? around(OutputFile.class, file, (name, call) -> {
                        var result = call.go();
                        return name.equals("create")
                                ? new ForgetfulStream((PositionOutputStream) requireNonNull(result))
                                : result;
                    })
                    : file;
        }

        @Override
        public void deleteFile(String location) {
            io.deleteFile(location);
        }
    }

    private static final class ForgetfulStream extends PositionOutputStream {

        private final PositionOutputStream stream;

        ForgetfulStream(PositionOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public long getPos() throws IOException {
            return stream.getPos();
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
        }

        @Override
        public void close() throws IOException {
            try {
                stream.close();
            } catch (UncheckedIOException failed) {
                // as if it had not
            }
        }
    }

    /** Replaces how a table's metadata is committed. */
    private static UnaryOperator<SealParts> overCommits(UnaryOperator<Commit> broken) {
        return overTables(table -> {
            var operations = table.operations();
            var commit = broken.apply(operations::commit);
            return new BaseTable(new OtherCommits(operations, commit), table.name());
        });
    }

    /** A table's operations with another commit. */
    private record OtherCommits(TableOperations operations, Commit commit) implements TableOperations {

        @Override
        public TableMetadata current() {
            return operations.current();
        }

        @Override
        public TableMetadata refresh() {
            return operations.refresh();
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            commit.commit(base, metadata);
        }

        @Override
        public FileIO io() {
            return operations.io();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return operations.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return operations.locationProvider();
        }
    }

    /** Leaves out calls of the operation that replaces hours. */
    private static UnaryOperator<SealParts> overOverwrite(Set<String> leftOut) {
        return overTables(table -> new BaseTable(table.operations(), table.name()) {
            @Override
            public Transaction newTransaction() {
                return around(
                        Transaction.class,
                        super.newTransaction(),
                        (name, call) -> name.equals("newOverwrite")
                                ? without((OverwriteFiles) requireNonNull(call.go()), leftOut)
                                : call.go());
            }
        });
    }

    private static OverwriteFiles without(OverwriteFiles overwrite, Set<String> leftOut) {
        var self = new OverwriteFiles[1];
        self[0] = around(OverwriteFiles.class, overwrite, (name, call) -> {
            var result = leftOut.contains(name) ? overwrite : call.go();
            return result == overwrite ? self[0] : result;
        });
        return self[0];
    }

    /** A change of the table that is never made. */
    static <T> T uncommitted(Class<T> type, T change) {
        var self = new ArrayList<T>();
        self.add(around(
                type, change, (name, call) -> name.equals("commit") ? null : call.go() == change ? self.get(0) : null));
        return self.get(0);
    }

    /** Replaces the table that is loaded. */
    static UnaryOperator<SealParts> overTables(UnaryOperator<BaseTable> broken) {
        return parts -> parts.withCatalog(around(
                Catalog.class,
                parts.catalog(),
                (name, call) ->
                        name.equals("loadTable") ? broken.apply((BaseTable) requireNonNull(call.go())) : call.go()));
    }

    private interface Call {
        @Nullable Object go() throws Throwable;
    }

    private interface Around {
        @Nullable Object call(String name, Call call) throws Throwable;
    }

    private static <T> T around(Class<T> type, T target, Around around) {
        InvocationHandler handler = (proxy, method, arguments) -> around.call(method.getName(), () -> {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException thrown) {
                throw requireNonNull(thrown.getCause());
            }
        });
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
