package dev.kinesislake.cli.table;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import dev.kinesislake.table.SealListener;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person how many hours are built; without a terminal, a line for each commit. */
final class SealProgress implements SealListener, AutoCloseable {

    private static final int REFRESH_MILLIS = 200;

    private final PrintWriter err;
    private final boolean isInteractive;
    private @Nullable ProgressBar bar;
    private long planned;
    private long committed;
    private long rows;
    private long files;

    private SealProgress(PrintWriter err, boolean isInteractive) {
        this.err = err;
        this.isInteractive = isInteractive;
    }

    static SealProgress of(PrintWriter err, boolean isInteractive) {
        return new SealProgress(err, isInteractive);
    }

    @Override
    public void planned(int hours, long objects, long bytes) {
        planned = hours;
        if (hours == 0) {
            return;
        }
        say(String.format(Locale.ROOT, "to seal: %,d hours, %,d objects, %s", hours, objects, Sizes.megabytes(bytes)));
        if (isInteractive) {
            bar = new ProgressBarBuilder()
                    .setTaskName("seal")
                    .setInitialMax(objects)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .build();
        }
    }

    @Override
    public void built(Partition.OfEvents hour, int objects, long rowsOfHour, int filesOfHour, long bytes) {
        rows += rowsOfHour;
        files += filesOfHour;
        if (bar != null) {
            bar.stepBy(objects);
            bar.setExtraMessage(String.format(Locale.ROOT, "%,d rows, %,d files", rows, files));
        }
    }

    @Override
    public void committed(int hours) {
        committed += hours;
        if (bar == null) {
            say(String.format(
                    Locale.ROOT, "%,d of %,d hours are sealed, %,d rows, %,d files", committed, planned, rows, files));
        }
    }

    @Override
    public void left(Partition.OfEvents hour, String why) {
        say("left " + LakeLayout.lakePrefix(hour.section(), hour.hour()) + ": " + why);
    }

    @Override
    public void overtaken() {
        say("somebody else has changed the same hours: they are built again");
    }

    private void say(String what) {
        err.println(what);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
