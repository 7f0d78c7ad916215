package dev.kinesislake.lab.proof.demo;

import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal. Anywhere else its frames would be lines in a file, so that nothing is shown. */
public final class TerminalBar {

    private static final Duration REFRESH = Duration.ofMillis(200);

    private TerminalBar() {}

    /**
     * Starts a bar.
     *
     * @param interactive whether there is a terminal
     */
    public static ProgressBar of(String name, int max, boolean interactive) {
        var bar = new ProgressBarBuilder();
        if (!interactive) {
            bar.setConsumer(new DelegatingProgressBarConsumer(frame -> {}));
        }
        return bar.setTaskName(name)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) REFRESH.toMillis())
                .build();
    }
}
