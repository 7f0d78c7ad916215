package dev.kinesislake.local.chaos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promise, under scenarios of faults that nobody planned by hand; and that the scenarios would find it broken. */
class CampaignTest {

    private static final long SEED = 145;
    private static final int SCHEDULES = 300;
    private static final int THREADS = 2;
    private static final int SHRINKING_PLAYS = 200;

    private final Path folder;

    CampaignTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nothingIsLostAndNothingIsDoubled() throws InterruptedException {
        var result = new Campaign(FunctionOf.THE_CONSUMER, folder, THREADS).run(SEED, SCHEDULES, played -> {});

        assertThat(result.failure()).isNull();
        assertThat(result.played()).isEqualTo(SCHEDULES);
        var tally = result.tally();
        assertThat(tally.rows()).isEqualTo(tally.records()).isPositive();
        // Every fault that the machine knows has struck.
        for (var outcome : RequestOutcome.values()) {
            assertThat(outcome == RequestOutcome.FINE
                            || outcome == RequestOutcome.CONFLICT
                            || tally.faults().containsKey("request: " + outcome.words()))
                    .as(outcome.words())
                    .isTrue();
        }
        for (var death : Fault.Death.values()) {
            assertThat(tally.faults()).containsKey("process: " + death);
        }
        for (var read : Fault.ReadOutcome.values()) {
            assertThat(tally.faults()).containsKey("GetRecords " + read);
        }
        assertThat(tally.faults())
                .containsKeys(
                        "PutRecord is throttled",
                        "answer lost",
                        "no environment",
                        "on-failure destination: 500",
                        "on-failure destination: 500, though stored");
        assertThat(tally.steps()).containsOnlyKeys("ChangeMapping", "CrashPoller", "Put", "Scale", "UpdateFunction");
        assertThat(tally.discarded()).isPositive();
        assertThat(tally.redriven() + tally.leftAlone()).isGreaterThanOrEqualTo(tally.discarded());
        assertThat(tally.bisections()).isPositive();
    }

    /** A poller dies between storing a batch that it discards and noting that: rare, so here is a scenario with one. */
    @Test
    void aBatchThatWasGivenUpAndDeliveredAgainIsLeftAlone() {
        var result = new Campaign(FunctionOf.THE_CONSUMER, folder, 1).replay(941_980_966_601L);

        assertThat(result.failure()).isNull();
        assertThat(result.tally().leftAlone()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerThatBreaksThePromiseIsFoundOut(PlantedFaults planted) throws InterruptedException {
        var result =
                new Campaign(planted.function(), folder, THREADS, SHRINKING_PLAYS).run(SEED, SCHEDULES, played -> {});

        var failure = requireNonNull(result.failure(), planted + " isn't found");
        assertThat(failure.problem()).contains("redriving: ");
        assertThat(failure.lines())
                .hasSizeLessThan(ScenarioGenerator.generate(failure.seed()).lines().size());
    }

    @Test
    void theSameSeedPlaysTheSame() throws InterruptedException {
        var first = new Campaign(FunctionOf.THE_CONSUMER, folder, 1).run(SEED, 20, played -> {});
        var second = new Campaign(FunctionOf.THE_CONSUMER, folder, THREADS).run(SEED, 20, played -> {});

        assertThat(second.tally()).usingRecursiveComparison().isEqualTo(first.tally());
    }
}
