package dev.kinesislake.cli.cat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Prints lines up to a limit, or until the reader closes the pipe. */
final class Lines {

    private static final int BUFFER_BYTES = 64 << 10;

    /** The system's words for EPIPE, as {@code ./lake}'s locale has them. */
    private static final String CLOSED_PIPE = "Broken pipe";

    private final OutputStream out;
    private final long limit;
    private long printed;
    private @Nullable IOException failure;

    Lines(OutputStream out, long limit) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.limit = limit;
    }

    /** Prints a line; only while more are wanted. */
    void print(String line) {
        try {
            out.write(line.getBytes(UTF_8));
            out.write('\n');
            printed++;
        } catch (IOException failed) {
            failure = failed;
        }
    }

    /** Hands everything printed so far to the reader. */
    void flush() {
        try {
            out.flush();
        } catch (IOException failed) {
            failure = failed;
        }
    }

    /** Whether no more lines are wanted. */
    boolean isDone() {
        return failure != null || printed == limit;
    }

    long printed() {
        return printed;
    }

    /** @throws IOException if lines didn't go out, other than because the reader wants no more */
    void check() throws IOException {
        if (failure != null && !CLOSED_PIPE.equals(failure.getMessage())) {
            throw failure;
        }
    }
}
