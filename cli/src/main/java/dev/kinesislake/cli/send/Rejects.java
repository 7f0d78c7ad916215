package dev.kinesislake.cli.send;

import dev.kinesislake.cli.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the stream has not acknowledged: each event's own bytes, then a line feed. {@code ./lake send} reads such a file again
 * and finds the same events in it, pretty-printed ones too. Each is written at once, so that a kill loses none. An event that a full
 * disk cuts off is taken back, so that the next one begins a line. Safe for use by many threads.
 */
final class Rejects {

    private final @Nullable Path file;
    private final @Nullable SeekableByteChannel out;
    private long bytes;
    private boolean cut;
    private @Nullable IOException failure;

    private Rejects() {
        this.file = null;
        this.out = null;
    }

    /** Appends to a file. */
    Rejects(Path file, SeekableByteChannel out) throws IOException {
        this.file = file;
        this.out = out;
        this.bytes = out.size();
    }

    /** Keeps nothing. */
    static Rejects dropped() {
        return new Rejects();
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
            return new Rejects(file, Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (FileAlreadyExistsException taken) {
            throw new CommandException("--rejects " + file + " holds something already: allowed is a new file");
        } catch (IOException unwritable) {
            throw new CommandException("--rejects " + file + " can't be written: " + unwritable);
        }
    }

    boolean areKept() {
        return file != null;
    }

    /** How many bytes of whole events the file has. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * Goes on with the file of a run that was cut off.
     *
     * @param known how many bytes the journal knows of: what stands behind them may be cut, and is rejected again
     */
    synchronized void goOnAt(long known) {
        if (known < bytes) {
            bytes = known;
            takeBack();
        }
    }

    /** Keeps an event. Whether it's kept: where it isn't, {@link #end} says so. */
    synchronized boolean add(byte[] event) {
        if (out == null) {
            return true;
        }
        var line = ByteBuffer.allocate(event.length + 2);
        if (cut) {
            line.put((byte) '\n');
        }
        line.put(event).put((byte) '\n').flip();
        int length = line.remaining();
        try {
            while (line.hasRemaining()) {
                out.write(line);
            }
            bytes = cut ? out.size() : bytes + length;
            cut = false;
            return true;
        } catch (IOException full) {
            failure = failure == null ? full : failure;
            takeBack();
            return false;
        }
    }

    /** Leaves nothing behind the whole events; a line feed has to end what can't be taken back. */
    private void takeBack() {
        try {
            cut = out == null || out.truncate(bytes).size() != bytes;
        } catch (IOException cantBe) {
            cut = true;
        }
    }

    /**
     * Ends the file; one without an event in it is deleted.
     *
     * @return what is wrong with it, null where it has every event
     */
    synchronized @Nullable String end() {
        if (file == null || out == null) {
            return null;
        }
        try {
            out.close();
            if (Files.size(file) == 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
        return failure == null ? null : "--rejects " + file + " is not complete: " + failure;
    }
}
