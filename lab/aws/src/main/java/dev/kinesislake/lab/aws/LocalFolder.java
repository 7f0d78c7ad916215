package dev.kinesislake.lab.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The folder in which a local AWS keeps everything, claimed for one process. */
final class LocalFolder implements AutoCloseable {

    /** Marks the folder as ours, so that nothing else is ever emptied. */
    private static final String LOCK = ".kinesis-lake.lock";

    static final String SERVE = "serve";
    static final String DEMO = "demo";

    private final Path path;
    private final FileChannel channel;

    private LocalFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Claims a folder, made if need be. A demo's may be served, too, and stays the demo's, which empties it the next time.
     *
     * @param owner the command that it belongs to from then on
     * @throws LocalAwsException if it can't be written, holds something else, or is another process's or command's
     */
    static LocalFolder claim(Path folder, String owner) {
        var path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (!Files.exists(path.resolve(LOCK))) {
                if (holdsSomething(path)) {
                    throw new LocalAwsException(
                            "the folder " + path + " holds something else: allowed is an empty or a new one", null);
                }
                closeToOthers(path);
            }
            var channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LocalAwsException(
                        "the folder " + path + " is in use by another ./lake: stop that one, or name another folder",
                        null);
            }
            own(path, channel, owner);
            return new LocalFolder(path, channel);
        } catch (FileSystemException unwritable) {
            throw new LocalAwsException(
                    "the folder " + path + " isn't writable: " + unwritable.getMessage(), unwritable);
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder " + path + " can't be used: " + failed.getMessage(), failed);
        }
    }

    private static void own(Path path, FileChannel channel, String owner) throws IOException {
        var previous = ByteBuffer.allocate(64);
        channel.read(previous);
        var name = new String(previous.array(), 0, previous.position(), UTF_8);
        if (name.equals(DEMO) && owner.equals(SERVE)) {
            return;
        }
        if (!name.isEmpty() && !name.equals(owner)) {
            channel.close();
            throw new LocalAwsException(
                    "the folder " + path + " belongs to ./lake " + name + ": name another folder", null);
        }
        channel.write(ByteBuffer.wrap(owner.getBytes(UTF_8)), 0);
    }

    Path path() {
        return path;
    }

    /** Deletes what an earlier process left. */
    void empty() {
        delete(path);
    }

    /** Deletes one of the folders that an earlier process left here. */
    void delete(String name) {
        if (Files.exists(path.resolve(name))) {
            delete(path.resolve(name));
        }
    }

    private void delete(Path root) {
        try (var all = Files.walk(root)) {
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

    /** Records, objects and logs have what users did. Who wants to share them can open the folder, which is left so. */
    private static void closeToOthers(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
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
