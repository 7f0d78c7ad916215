package dev.kinesislake.lab.proof.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays any number of simulated scenarios, and shortens the first one that breaks the promise. */
public final class Campaign {

    private static final int SHRINKING_PLAYS = 2_000;

    private final Supplier<Workbench> workbenches;
    private final LongFunction<Scenario> generator;
    private final Path folder;
    private final int threads;
    private final int shrinkingPlays;

    /**
     * Prepares a campaign.
     *
     * @param folder for what the scenarios keep while they play
     * @param threads how many scenarios play at the same time; each has one thread at a time
     */
    public Campaign(FunctionOf function, Path folder, int threads) {
        this(() -> new Workbench(function), ScenarioGenerator::generate, folder, threads, SHRINKING_PLAYS);
    }

    /**
     * A campaign of another function, another sealer, or another S3.
     *
     * @param generator makes the scenario of a seed
     * @param shrinkingPlays how many times a shorter scenario than the failing one is tried
     */
    Campaign(
            Supplier<Workbench> workbenches,
            LongFunction<Scenario> generator,
            Path folder,
            int threads,
            int shrinkingPlays) {
        this.workbenches = workbenches;
        this.generator = generator;
        this.folder = folder;
        this.threads = threads;
        this.shrinkingPlays = shrinkingPlays;
    }

    /** The seed of a campaign's scenario, counted from 0. */
    public static long scenarioSeed(long seed, int number) {
        return new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L).nextLong() >>> 16;
    }

    /**
     * Plays scenarios until all are played or one fails.
     *
     * @param played told how many are
     */
    public CampaignResult run(long seed, int schedules, IntConsumer played) throws InterruptedException {
        var next = new AtomicInteger();
        var done = new AtomicInteger();
        var failed = new AtomicReference<@Nullable Played>();
        var pool = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "chaos");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var workers = new ArrayList<Future<Tally>>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    var tally = new Tally();
                    work((workbench, own) -> {
                        for (int n = next.getAndIncrement();
                                n < schedules && failed.get() == null;
                                n = next.getAndIncrement()) {
                            var result = Simulation.play(generator.apply(scenarioSeed(seed, n)), workbench, own);
                            tally.add(result.tally());
                            if (!result.kept()) {
                                failed.compareAndSet(null, result);
                            }
                            played.accept(done.incrementAndGet());
                        }
                    });
                    return tally;
                }));
            }
            var tally = new Tally();
            for (var worker : workers) {
                tally.add(worker.get());
            }
            var failure = failed.get();
            return new CampaignResult(done.get(), tally, failure == null ? null : shrink(failure));
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a scenario can't be played", broken.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Plays one scenario by its own seed. */
    public CampaignResult replay(long scenarioSeed) {
        var result = new ArrayList<CampaignResult>();
        work((workbench, own) -> {
            var played = Simulation.play(generator.apply(scenarioSeed), workbench, own);
            result.add(new CampaignResult(1, played.tally(), played.kept() ? null : shrink(played)));
        });
        return result.get(0);
    }

    private CampaignResult.Failure shrink(Played failed) {
        var failures = new ArrayDeque<>(List.of(failed));
        work((workbench, own) -> Shrinker.shrink(
                failed.scenario(),
                scenario -> {
                    var played = Simulation.play(scenario, workbench, own);
                    if (!played.kept()) {
                        failures.addLast(played);
                    }
                    return !played.kept();
                },
                shrinkingPlays));
        // The shrinker goes on from each shorter scenario that fails, so the last one is the shortest.
        var shortest = failures.getLast();
        return new CampaignResult.Failure(
                failed.scenario().seed(),
                String.valueOf(shortest.problem()),
                shortest.scenario().lines());
    }

    private void work(Work work) {
        var workbench = workbenches.get();
        try {
            Files.createDirectories(folder);
            var own = Files.createTempDirectory(folder, "scenario");
            work.run(workbench, own);
            Files.delete(own);
        } catch (IOException unusable) {
            throw new IllegalStateException(
                    "the folder " + folder + " can't be used: " + unusable.getMessage(), unusable);
        }
    }

    private interface Work {
        void run(Workbench workbench, Path folder);
    }
}
