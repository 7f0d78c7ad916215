package dev.kinesislake.table.build;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.raw.ChangedObjectException;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.RawObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds an hour's files from its objects: gets those as they were listed, and hands them to the engine, the oldest attempt's first. */
public final class HourBuilder implements Builder, Rebuilder {

    private static final String SCRATCH_PREFIX = "kinesis-lake-seal-";

    private final RawLake lake;
    private final BuildLimits limits;
    private final int parallel;

    /**
     * Prepares to build.
     *
     * @param parallel how many objects are fetched at the same time
     */
    public HourBuilder(RawLake lake, BuildLimits limits, int parallel) {
        this.lake = lake;
        this.limits = limits;
        this.parallel = parallel;
    }

    @Override
    public HourFiles build(Partition.OfEvents hour, List<RawObject> objects, List<TableColumn> columns)
            throws ChangedObjectException, UnbuiltHourException, InterruptedException {
        long bytes = objects.stream().mapToLong(RawObject::bytes).sum();
        if (limits.areExceededBy(bytes)) {
            throw new UnbuiltHourException(
                    "its objects have " + bytes + " bytes, allowed are " + limits.objectsMb() + " MB", null);
        }
        return sorted(hour, columns, Set.of(), raw -> inOrder(fetched(objects, raw)));
    }

    @Override
    public HourFiles without(
            Partition.OfEvents hour, Iterable<byte[]> files, Set<Position> leftOut, List<TableColumn> columns)
            throws UnbuiltHourException {
        try {
            return sorted(hour, columns, leftOut, raw -> {
                int number = 0;
                for (var file : files) {
                    Files.write(raw.resolve(String.format("%08d.parquet", number++)), file);
                }
            });
        } catch (ChangedObjectException | InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts what is to be sorted into a folder. */
    @FunctionalInterface
    private interface Source {
        void fill(Path raw) throws IOException, ChangedObjectException, UnbuiltHourException, InterruptedException;
    }

    private HourFiles sorted(Partition.OfEvents hour, List<TableColumn> columns, Set<Position> leftOut, Source source)
            throws ChangedObjectException, UnbuiltHourException, InterruptedException {
        Path folder = null;
        boolean isBuilt = false;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(limits.scratch()), SCRATCH_PREFIX);
            var raw = Files.createDirectory(folder.resolve("raw"));
            source.fill(raw);
            var sorted = folder.resolve("sorted");
            new Engine(limits, folder.resolve("spilled")).sort(hour.section(), raw, sorted, columns, leftOut);
            var files = files(hour, sorted);
            isBuilt = true;
            return new HourFiles(folder, files);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the hour can't be built in " + limits.scratch() + ": " + failed.getMessage(), failed);
        } finally {
            if (folder != null && !isBuilt) {
                HourFiles.delete(folder);
            }
        }
    }

    private List<RawFile> fetched(List<RawObject> objects, Path folder)
            throws ChangedObjectException, UnbuiltHourException, InterruptedException {
        var threads = Executors.newFixedThreadPool(parallel);
        try {
            return fetched(objects, folder, threads);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ChangedObjectException changed) {
                throw changed;
            }
            if (failed.getCause() instanceof UnbuiltHourException unbuilt) {
                throw unbuilt;
            }
            if (failed.getCause() instanceof RuntimeException outage) {
                throw outage;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            threads.shutdownNow();
            // The folder is deleted next, and nobody may write into it any more.
            threads.awaitTermination(1, TimeUnit.HOURS);
        }
    }

    private List<RawFile> fetched(List<RawObject> objects, Path folder, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        var fetches = new ArrayList<Future<RawFile>>();
        for (int i = 0; i < objects.size(); i++) {
            var object = objects.get(i);
            var path = folder.resolve(String.format("%08d", i));
            fetches.add(threads.submit(() -> fetched(object, path)));
        }
        var files = new ArrayList<RawFile>();
        for (var fetch : fetches) {
            files.add(fetch.get());
        }
        return files;
    }

    private RawFile fetched(RawObject object, Path path) throws ChangedObjectException, UnbuiltHourException {
        var bytes = lake.get(object);
        RawFile file;
        try {
            file = RawFile.of(path, bytes);
        } catch (IOException damaged) {
            throw new UnbuiltHourException(
                    "object " + object.key() + " can't be read: " + damaged.getMessage(), damaged);
        }
        try {
            Files.write(path, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(path + " can't be written: " + failed.getMessage(), failed);
        }
        return file;
    }

    /** Names the files so that a newer attempt's stands behind an older one's. */
    private static void inOrder(List<RawFile> files) throws IOException {
        var sorted = files.stream().sorted(RawFile.BY_AGE).toList();
        for (int i = 0; i < sorted.size(); i++) {
            var path = sorted.get(i).path();
            Files.move(path, path.resolveSibling(String.format("%08d.parquet", i)));
        }
    }

    private static List<BuiltFile> files(Partition.OfEvents hour, Path folder)
            throws IOException, UnbuiltHourException {
        var files = new ArrayList<BuiltFile>();
        try (Stream<Path> all = Files.list(folder)) {
            // data_0, data_1, …, data_10: by number.
            for (var path : all.sorted((a, b) -> number(a) - number(b)).toList()) {
                var file = new BuiltFile(path, Files.size(path), Footer.of(path));
                if (file.rows() > 0) {
                    Arrival.requireWithin(hour, file);
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
    }
}
