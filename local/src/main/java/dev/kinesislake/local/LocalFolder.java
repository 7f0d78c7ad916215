package dev.kinesislake.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The folder in which a local AWS keeps everything, claimed for one process. */
final class LocalFolder implements AutoCloseable {

    /** Marks the folder as ours, so that nothing else is ever emptied. */
    private static final String LOCK = ".kinesis-lake.lock";

    private final Path path;
    private final FileChannel channel;

    private LocalFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Claims a folder, made if need be.
     *
     * @throws LocalAwsException if it can't be written, holds something else, or is another process's
     */
    static LocalFolder claim(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (!Files.exists(path.resolve(LOCK)) && holdsSomething(path)) {
                throw new LocalAwsException(
                        "the folder " + path + " holds something else: allowed is an empty or a new one", null);
            }
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LocalAwsException(
                        "the folder " + path + " is in use by another ./lake: stop that one, or name another folder",
                        null);
            }
            return new LocalFolder(path, channel);
        } catch (FileSystemException unwritable) {
            throw new LocalAwsException(
                    "the folder " + path + " isn't writable: " + unwritable.getMessage(), unwritable);
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder " + path + " can't be used: " + failed.getMessage(), failed);
        }
    }

    Path path() {
        return path;
    }

    /** Deletes what an earlier process left. */
    void empty() {
        try (var all = Files.walk(path)) {
            for (var entry : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(path) && !entry.equals(path.resolve(LOCK))) {
                    Files.delete(entry);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder " + path + " can't be emptied: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean holdsSomething(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.findAny().isPresent();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }
}
