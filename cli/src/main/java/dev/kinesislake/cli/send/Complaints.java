package dev.kinesislake.cli.send;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Tells where the input has something that is no event: the first ones each, the rest as a count. */
final class Complaints {

    static final int SHOWN = 20;

    private final PrintWriter err;
    private volatile long count;

    Complaints(PrintWriter err) {
        this.err = err;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts, another may look
    void add(String file, long line, String reason, String detail, @Nullable String path) {
        if (++count <= SHOWN) {
            err.println(file + ":" + line + ": " + reason + ": " + detail + (path == null ? "" : " (" + path + ")"));
            err.flush();
        }
    }

    void end() {
        if (count > SHOWN) {
            err.println("and " + (count - SHOWN) + " more that are no events");
            err.flush();
        }
    }

    long count() {
        return count;
    }
}
