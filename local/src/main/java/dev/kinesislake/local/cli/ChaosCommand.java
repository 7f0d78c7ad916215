package dev.kinesislake.local.cli;

import dev.kinesislake.local.chaos.Campaign;
import dev.kinesislake.local.chaos.CampaignReport;
import dev.kinesislake.local.chaos.CampaignResult;
import dev.kinesislake.local.chaos.FunctionOf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = "Plays random stories of faults, and looks for every record afterwards.",
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {

    private static final int MOST_SCHEDULES = 10_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many stories to play. Default: ${DEFAULT-VALUE}.")
    private int schedules;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What the stories are made from: the same seed, the same stories. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--story",
            paramLabel = "SEED",
            description = "Plays this one story, by the seed that a failure printed.")
    private @Nullable Long story;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".lake/chaos",
            description = "Where stories keep what they need while they play. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        if (schedules < 1 || schedules > MOST_SCHEDULES) {
            throw new ParameterException(
                    spec.commandLine(), "--schedules is " + schedules + ", allowed is 1 to " + MOST_SCHEDULES);
        }
        var campaign = new Campaign(
                FunctionOf.THE_CONSUMER, folder, Runtime.getRuntime().availableProcessors());
        long start = System.nanoTime();
        var result = story == null ? play(campaign) : campaign.replay(story);
        var took = Duration.ofNanos(System.nanoTime() - start);
        new CampaignReport(spec.commandLine().getOut()).simulated(result, took);
        return result.failure() == null ? 0 : 1;
    }

    private CampaignResult play(Campaign campaign) throws InterruptedException {
        try (var bar = new ProgressBarBuilder()
                .setTaskName("stories")
                .setInitialMax(schedules)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build()) {
            return campaign.run(seed, schedules, bar::stepTo);
        }
    }
}
