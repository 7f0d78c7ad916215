package dev.kinesislake.cli.send;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person how much of the input is read, and how many events are acknowledged. */
final class Progress implements AutoCloseable {

    private static final int REFRESH_MILLIS = 200;
    private static final int EVENTS_PER_GLANCE = 256;
    private static final long MEGABYTE = 1_000_000;

    private final @Nullable ProgressBar bar;
    private long bytes;
    private long shown;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress of(List<String> files, boolean interactive) throws IOException {
        if (!interactive) {
            return new Progress(null);
        }
        long total = 0;
        for (var file : files) {
            var path = Path.of(file);
            // Standard input and pipes tell no length.
            total = total < 0 || !Files.isRegularFile(path) ? -1 : total + Files.size(path);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName("read")
                .setInitialMax(total)
                .setUnit("MB", MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .build());
    }

    /** The same stream, counted. */
    InputStream count(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                bytes += Math.max(0, count);
                return count;
            }
        };
    }

    /** Called after each event; asks for the figure now and then. */
    void show(LongSupplier acknowledgedNow) {
        if (bar != null && ++shown % EVENTS_PER_GLANCE == 0) {
            long acknowledged = acknowledgedNow.getAsLong();
            bar.stepTo(bytes);
            double seconds = Math.max(0.001, (double) bar.getTotalElapsed().toMillis() / 1e3);
            bar.setExtraMessage(String.format(
                    Locale.ROOT, "%,d acknowledged, %,.0f/s", acknowledged, (double) acknowledged / seconds));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
