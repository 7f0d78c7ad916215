package dev.kinesislake.table.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * An hour's files, until they're closed.
 *
 * @param folder with everything of the build
 * @param files in the order of their rows; none where the hour has no row
 */
public record HourFiles(Path folder, List<BuiltFile> files) implements AutoCloseable {

    public long rows() {
        return files.stream().mapToLong(BuiltFile::rows).sum();
    }

    /** Deletes them. */
    @Override
    public void close() {
        delete(folder);
    }

    /** Deletes what builds that were killed have left in a folder that only one process uses. */
    public static void clear(Path scratch) {
        if (Files.isDirectory(scratch)) {
            delete(scratch);
        }
    }

    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var entry : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the folder " + folder + " can't be deleted: " + failed.getMessage(), failed);
        }
    }
}
