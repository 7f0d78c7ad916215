package dev.kinesislake.redrive.send;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.failed.Blurred;
import dev.kinesislake.redrive.failed.FailedRow;
import dev.kinesislake.redrive.fix.Repair;
import dev.kinesislake.redrive.mark.RowState;
import java.util.function.Consumer;

/** Tells what could not be redriven and why, without quoting it: the first ones each, the rest as a count. */
public final class Complaints {

    private static final int SHOWN = 20;

    private final Consumer<String> news;
    private long count;

    public Complaints(Consumer<String> news) {
        this.news = news;
    }

    void invalid(FailedRow row, Repair.Invalid invalid) {
        add(row.id() + ": " + invalid.reason() + ": " + invalid.event()
                + Blurred.detail(invalid.reason(), invalid.detail()));
    }

    void notSent(Position row, String why) {
        add(row.inKey() + ": not sent: " + why);
    }

    /** Says that nobody can tell whether a row was sent. */
    public void undecided(RowState.Open claim) {
        add(claim.row().inKey() + ": perhaps sent at " + claim.claimedAt()
                + ", which the stream doesn't remember any more");
    }

    void batch(String key, String why) {
        add(key + ": " + why);
    }

    void unreadable(RedriveException why) {
        add(String.valueOf(why.getMessage()));
    }

    /** Tells how many more there were. */
    public void end() {
        if (count > SHOWN) {
            news.accept("and " + (count - SHOWN) + " more");
        }
    }

    private void add(String line) {
        if (++count <= SHOWN) {
            news.accept(line);
        }
    }
}
