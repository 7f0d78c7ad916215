package dev.kinesislake.lab.aws.s3;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * Where objects are written until they are whole. Only then are they renamed into their bucket: who reads that folder meanwhile,
 * or lists the bucket, never sees a part of an object or a name that is no key.
 */
final class Staging {

    /** The folder, next to the buckets' ones, for what is no bucket. */
    static final String OWN_FOLDER = ".s3";

    /** The staging folder as the store of files names it: as if it were a bucket. */
    static final String BUCKET = OWN_FOLDER + "/staging";

    // Each time another thread has just removed the folder that it had emptied.
    private static final int MAX_ATTEMPTS = 100;

    private final Path folder;
    private final Changes changes = new Changes();

    private Staging(Path folder) {
        this.folder = folder;
    }

    static Staging empty(Path folder, BlobStore store) throws IOException {
        store.deleteContainer(BUCKET);
        Files.createDirectories(folder.resolve(BUCKET));
        return new Staging(folder);
    }

    /**
     * Lets an object be written under a name of its own, and then puts it in its bucket.
     *
     * @param path below the bucket's folder
     * @param write stores the draft of the given name; what it returns is returned
     */
    <T> T publish(String bucket, String path, Function<String, T> write) {
        try (var change = changes.begin(bucket, path)) {
            return publish(change, raced -> {}, bucket, path, write);
        }
    }

    /**
     * The same, on a condition: it's checked when the draft is whole, in one step with putting it in its bucket.
     *
     * @param condition throws if it doesn't hold; it learns whether the object was changed since this write began
     */
    <T> T publishIf(Condition condition, String bucket, String path, Function<String, T> write) {
        try (var change = changes.begin(bucket, path)) {
            return publish(change, condition, bucket, path, write);
        }
    }

    /** Changes an object in its bucket otherwise, such as by deleting it. */
    <T> T change(String bucket, String path, Supplier<T> change) {
        try (var begun = changes.begin(bucket, path)) {
            return begun.apply(raced -> change.get());
        }
    }

    /** What has to hold for a draft to become the object. */
    @FunctionalInterface
    interface Condition {
        void check(boolean raced);
    }

    private <T> T publish(
            Changes.Change change, Condition condition, String bucket, String path, Function<String, T> write) {
        var bucketFolder = folder.resolve(bucket);
        if (!Files.isDirectory(bucketFolder)) {
            throw S3Errors.noSuchBucket(bucket);
        }
        var draft = UUID.randomUUID().toString();
        try {
            var result = write.apply(draft);
            return change.apply(raced -> {
                condition.check(raced);
                place(folder.resolve(BUCKET).resolve(draft), bucketFolder.resolve(path), path);
                return result;
            });
        } finally {
            discard(draft);
        }
    }

    /** Gives a draft another name. */
    void rename(String from, String to) {
        try {
            Files.move(
                    folder.resolve(BUCKET).resolve(from), folder.resolve(BUCKET).resolve(to), ATOMIC_MOVE);
        } catch (IOException cause) {
            throw new UncheckedIOException(from + ": can't be renamed", cause);
        }
    }

    private static void place(Path draft, Path file, String path) {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(file.getParent());
                Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
                return;
            } catch (NoSuchFileException folderIsGone) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(file + ": its folder is always gone", folderIsGone);
                }
            } catch (IOException cause) {
                if (isTaken(file)) {
                    throw S3Errors.invalidArgument(
                            "path " + path + ": can't be kept, as it, or the beginning of it up to a"
                                    + " slash, would have to be a file and a folder at once");
                }
                throw new UncheckedIOException(file + ": can't be written", cause);
            }
        }
    }

    private static boolean isTaken(Path file) {
        if (Files.isDirectory(file)) {
            return true;
        }
        for (var above = file.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    private void discard(String draft) {
        try {
            Files.deleteIfExists(folder.resolve(BUCKET).resolve(draft));
        } catch (IOException cause) {
            throw new UncheckedIOException(draft + ": can't be removed", cause);
        }
    }
}
