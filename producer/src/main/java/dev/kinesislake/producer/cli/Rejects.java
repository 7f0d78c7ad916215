package dev.kinesislake.producer.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the stream has not acknowledged: each event's own bytes, then a line feed. {@code ./lake send} reads such a file again
 * and finds the same events in it, pretty-printed ones too. Each is written at once, so that a kill loses none. Safe for use by many
 * threads.
 */
final class Rejects implements Closeable {

    private final @Nullable Path file;
    private final OutputStream out;
    private @Nullable IOException failure;

    private Rejects(@Nullable Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Keeps nothing. */
    static Rejects dropped() {
        return new Rejects(null, OutputStream.nullOutputStream());
    }

    /**
     * Keeps them in a file that must be new or empty, or that of a run that was cut off and goes on: any other one's events exist
     * nowhere else, and it may be what is sent.
     */
    static Rejects in(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > 0 && !Files.exists(Journal.pathFor(file))) {
                throw new FileAlreadyExistsException(file.toString());
            }
            return new Rejects(file, Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (FileAlreadyExistsException taken) {
            throw new SendException("--rejects " + file + " holds something already: allowed is a new file");
        } catch (IOException unwritable) {
            throw new SendException("--rejects " + file + " can't be written: " + unwritable);
        }
    }

    boolean areKept() {
        return file != null;
    }

    /** Keeps an event. Whether it's kept: where it isn't, {@link #close} fails. */
    synchronized boolean add(byte[] event) {
        try {
            var line = new ByteArrayOutputStream(event.length + 1);
            line.writeBytes(event);
            line.write('\n');
            line.writeTo(out);
            return true;
        } catch (IOException full) {
            failure = failure == null ? full : failure;
            return false;
        }
    }

    /** Ends the file; one without an event in it is deleted. */
    @Override
    public synchronized void close() {
        try {
            out.close();
            if (file != null && Files.size(file) == 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
        if (failure != null) {
            throw new SendException("--rejects " + file + " is not complete: " + failure);
        }
    }
}
