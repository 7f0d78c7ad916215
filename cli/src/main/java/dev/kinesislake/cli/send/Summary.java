package dev.kinesislake.cli.send;

import dev.kinesislake.producer.Counters;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * What became of the input.
 *
 * @param read pieces of the input
 * @param invalid of them that are no events, and weren't sent
 * @param notAcknowledged of them that are events, but not acknowledged by the stream, or not sent at all since it took no more
 * @param acknowledgedBefore of them that an earlier run has sent, which this one went on with
 * @param counters of the producer
 * @param complete whether everything was read
 */
record Summary(
        long read,
        long invalid,
        long notAcknowledged,
        long acknowledgedBefore,
        Counters counters,
        boolean complete,
        Duration took) {

    boolean everythingAcknowledged(boolean invalidAllowed) {
        return complete && notAcknowledged == 0 && (invalidAllowed || invalid == 0);
    }

    void print(PrintWriter out) {
        line(out, "read", read);
        line(out, "valid", read - invalid);
        line(out, "invalid", invalid);
        line(out, "acknowledged", counters.acknowledged());
        if (acknowledgedBefore > 0) {
            line(out, "acknowledged before", acknowledgedBefore);
        }
        line(out, "not acknowledged", notAcknowledged);
        line(out, "retries", counters.retried());
        if (counters.uncertain() > 0) {
            line(out, "perhaps twice", counters.uncertain());
        }
        bytes(out, counters);
        double seconds = Math.max(0.001, (double) took.toMillis() / 1e3);
        out.printf(Locale.ROOT, "%-19s %,12.2f%n", "seconds", seconds);
        line(out, "events a second", Math.round((double) counters.acknowledged() / seconds));
        out.flush();
    }

    /** What the events have, and what Kinesis counts where they were gathered. */
    static void bytes(PrintWriter out, Counters counters) {
        line(out, "bytes", counters.acknowledgedBytes());
        if (counters.records() < counters.acknowledged()) {
            line(out, "sent as records", counters.records());
            line(out, "their bytes", counters.recordBytes());
        }
    }

    static void line(PrintWriter out, String what, long number) {
        out.printf(Locale.ROOT, "%-19s %,12d%n", what, number);
    }
}
