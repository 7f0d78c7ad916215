package dev.kinesislake.lab.aws.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that an environment's JVM writes its output to. Whatever the function printed before it answered is in there by then, so
 * that Lambda's own lines can be put right before and after it; a pipe doesn't promise that.
 */
final class Spool implements AutoCloseable {

    private final Path file;
    private long taken;
    private boolean closed;

    Spool(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = Files.createTempFile(folder, "output", ".log");
    }

    ProcessBuilder.Redirect target() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** The lines that came since the last call; none after the end. */
    synchronized List<String> take() {
        if (closed) {
            return List.of();
        }
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(taken);
            var bytes = in.readAllBytes();
            taken += bytes.length;
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("output " + file + " can't be read", failed);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("output " + file + " can't be deleted", failed);
        }
    }
}
