package dev.kinesislake.lab.proof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.proof.chaos.Campaign;
import dev.kinesislake.lab.proof.chaos.CampaignReport;
import dev.kinesislake.lab.proof.chaos.CampaignResult;
import dev.kinesislake.lab.proof.chaos.FunctionOf;
import dev.kinesislake.lab.proof.chaos.LiveFaults;
import dev.kinesislake.lab.proof.chaos.LivePlay;
import dev.kinesislake.lab.proof.chaos.Tally;
import dev.kinesislake.lab.proof.demo.TerminalBar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = "Plays random scenarios of faults and checks that every record is stored exactly once.",
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {

    private static final int MAX_SCHEDULES = 10_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--schedules",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many scenarios to play. Default: ${DEFAULT-VALUE}.")
    private int schedules;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Seed of the random numbers: the same seed plays the same scenarios. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--scenario",
            paramLabel = "SEED",
            description = "Plays this one scenario, by the seed that a failure printed.")
    private @Nullable Long scenario;

    @Option(
            names = "--live-scenario",
            paramLabel = "SEED",
            description = "Plays this one live scenario, by the seed that a failure printed.")
    private @Nullable Long liveScenario;

    @Option(
            names = "--live-every",
            paramLabel = "K",
            defaultValue = "100",
            description = "Plays every K-th scenario live: over HTTP, with the function in JVMs that are killed."
                    + " 0 plays none. Default: ${DEFAULT-VALUE}.")
    private int liveEvery;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".lake/chaos",
            description = "Working folder of the scenarios. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--schedules", schedules, 1);
        check("--live-every", liveEvery, 0);
        if (scenario == null && liveScenario == null) {
            int live = liveEvery == 0 ? 0 : schedules / liveEvery;
            boolean kept = live == schedules || simulate(campaign -> play(campaign, schedules - live));
            return end(kept && (live == 0 || playLive(live)));
        }
        boolean kept = true;
        if (scenario != null) {
            long one = scenario;
            kept = simulate(campaign -> campaign.replay(one));
        }
        if (kept && liveScenario != null) {
            kept = playLive(List.of(liveScenario));
        }
        return end(kept);
    }

    private int end(boolean kept) {
        if (kept) {
            report().kept();
        }
        return kept ? 0 : 1;
    }

    private void check(String option, int count, int min) {
        if (count < min || count > MAX_SCHEDULES) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + count + ", allowed is " + min + " to " + MAX_SCHEDULES);
        }
    }

    private boolean simulate(Simulated simulated) throws InterruptedException {
        var campaign = new Campaign(
                FunctionOf.THE_CONSUMER,
                folder.resolve("simulated"),
                Runtime.getRuntime().availableProcessors());
        long start = System.nanoTime();
        var result = simulated.play(campaign);
        report().simulated(result, Duration.ofNanos(System.nanoTime() - start));
        return result.failure() == null;
    }

    private boolean playLive(int scenarios) throws IOException, InterruptedException {
        var seeds = new ArrayList<Long>();
        for (int i = 0; i < scenarios; i++) {
            seeds.add(Campaign.scenarioSeed(seed, i));
        }
        return playLive(seeds);
    }

    private boolean playLive(List<Long> seeds) throws IOException, InterruptedException {
        var faults = new LiveFaults();
        var sections = new ObjectMapper().writeValueAsString(LivePlay.SECTIONS);
        var tally = new Tally();
        long start = System.nanoTime();
        try (var stack = LocalStack.deploy(folder.resolve("live"), true, 0, Map.of("sections", sections), faults);
                var bar = bar("live scenarios", seeds.size())) {
            var live = new LivePlay(stack, faults);
            int played = 0;
            for (var each : seeds) {
                var result = live.play(each);
                tally.add(result.tally());
                bar.stepTo(++played);
                if (result.problem() != null) {
                    report().live(result, each);
                    return false;
                }
            }
        }
        report().live(seeds.size(), Duration.ofNanos(System.nanoTime() - start), tally);
        return true;
    }

    private CampaignResult play(Campaign campaign, int scenarios) throws InterruptedException {
        try (var bar = bar("simulated scenarios", scenarios)) {
            return campaign.run(seed, scenarios, bar::stepTo);
        }
    }

    private static ProgressBar bar(String name, int max) {
        return TerminalBar.of(name, max, Boolean.getBoolean("lake.interactive"));
    }

    private CampaignReport report() {
        return new CampaignReport(spec.commandLine().getOut());
    }

    private interface Simulated {
        CampaignResult play(Campaign campaign) throws InterruptedException;
    }
}
