package dev.kinesislake.lab.proof.chaos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise, under scenarios of faults that nobody planned by hand; and that the scenarios would find it broken. */
class CampaignTest {

    private static final long SEED = 145;
    private static final int SCHEDULES = 300;
    private static final int THREADS = 2;

    /** Within which a planted fault is found. */
    private static final int MAX_SCHEDULES = 2_000;

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
            assertThat(outcome == RequestOutcome.FINE || tally.faults().containsKey("request: " + outcome.words()))
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
                        "cold start",
                        "connection lost, the function goes on",
                        "on-failure destination: 500",
                        "on-failure destination: 500, though stored");
        for (var outcome : ProcessFault.values()) {
            assertThat(tally.faults()).containsKey("seal: " + outcome.words());
        }
        assertThat(tally.faults()).containsKey("seal: overtaken");
        assertThat(tally.commits()).isPositive();
        assertThat(tally.steps())
                .containsOnlyKeys("ChangeMapping", "CrashPoller", "Erase", "Put", "Scale", "Seal", "UpdateFunction");
        for (var outcome : ProcessFault.values()) {
            assertThat(tally.faults()).containsKey("erase: " + outcome.words());
        }
        assertThat(tally.faults()).containsKey("list of who is erased: 503");
        assertThat(tally.erasures()).isGreaterThan(tally.erasuresClean());
        assertThat(tally.erasedRows()).isPositive();
        assertThat(tally.discarded()).isPositive();
        assertThat(tally.redriven() + tally.leftAlone()).isGreaterThanOrEqualTo(tally.discarded());
        assertThat(tally.bisections()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A consumer that is broken is found. -Dchaos.seeds=1,2,3 searches from these seeds instead")
    void plantedFaultIsFound(PlantedFaults planted) throws InterruptedException {
        for (var seed : System.getProperty("chaos.seeds", Long.toString(SEED)).split(",", -1)) {
            var result = new Campaign(planted::workbench, ScenarioGenerator::ofTheConsumer, folder, THREADS, 0)
                    .run(Long.parseLong(seed), MAX_SCHEDULES, played -> {});

            var failure = requireNonNull(result.failure(), planted + " isn't found from seed " + seed);
            assertThat(failure.problem()).contains("redriv");
        }
    }

    /** Those that are found within 20 scenarios. The others take minutes: a search from other seeds looks for all. */
    static Stream<PlantedSealers> plantedSealers() {
        return System.getProperty("chaos.seeds") != null
                ? Stream.of(PlantedSealers.values())
                : Stream.of(
                        PlantedSealers.APPENDS,
                        PlantedSealers.NO_VALIDATION,
                        PlantedSealers.IGNORES_UNREAD_RECORDS,
                        PlantedSealers.LEAVES_OUT_THE_LAST_OBJECT,
                        PlantedSealers.KEEPS_COPIES,
                        PlantedSealers.LOSES_THE_SECOND_FILE);
    }

    @ParameterizedTest
    @MethodSource("plantedSealers")
    @DisplayName(
            "A sealer that is broken is found. -Dchaos.seeds=1,2,3 searches from these seeds instead, for more of them")
    void plantedSealerIsFound(PlantedSealers planted) throws InterruptedException {
        for (var seed : System.getProperty("chaos.seeds", Long.toString(SEED)).split(",", -1)) {
            var result = new Campaign(planted::workbench, ScenarioGenerator::withSeals, folder, THREADS, 0)
                    .run(Long.parseLong(seed), MAX_SCHEDULES, played -> {});

            var failure = requireNonNull(result.failure(), planted + " isn't found from seed " + seed);
            assertThat(failure.problem()).contains("sealing");
        }
    }

    /** Those that are found within 20 scenarios. */
    static Stream<PlantedErasers> plantedErasers() {
        return System.getProperty("chaos.seeds") != null
                ? Stream.of(PlantedErasers.values())
                : Stream.of(
                        PlantedErasers.TOMBSTONES_AFTERWARDS,
                        PlantedErasers.TOMBSTONES_FOR_EVER,
                        PlantedErasers.IGNORES_OLD_VERSIONS,
                        PlantedErasers.IGNORES_FAILED_ROWS,
                        PlantedErasers.IGNORES_THE_TABLE,
                        PlantedErasers.SNAPSHOTS_STAY,
                        PlantedErasers.CONSUMER_IGNORES_THE_LIST);
    }

    @ParameterizedTest
    @MethodSource("plantedErasers")
    @DisplayName(
            "What erases and is broken is found. -Dchaos.seeds=1,2,3 searches from these seeds instead, for more of them")
    void plantedEraserIsFound(PlantedErasers planted) throws InterruptedException {
        for (var seed : System.getProperty("chaos.seeds", Long.toString(SEED)).split(",", -1)) {
            var result = new Campaign(planted::workbench, planted::scenario, folder, THREADS, 0)
                    .run(Long.parseLong(seed), MAX_SCHEDULES, played -> {});

            assertThat(result.failure()).as(planted + " from seed " + seed).isNotNull();
        }
    }

    /** What stands in a failure's report is as short as the campaign finds it. */
    @Test
    void shortensTheScenarioThatFails() throws InterruptedException {
        var result = new Campaign(
                        PlantedFaults.FAILURE_ANSWERED_EMPTY::workbench,
                        ScenarioGenerator::ofTheConsumer,
                        folder,
                        THREADS,
                        100)
                .run(SEED, MAX_SCHEDULES, played -> {});

        var failure = requireNonNull(result.failure());
        assertThat(failure.lines())
                .hasSizeLessThan(
                        ScenarioGenerator.ofTheConsumer(failure.seed()).lines().size());
    }

    @Test
    void theSameSeedPlaysTheSame() throws InterruptedException {
        var first = new Campaign(FunctionOf.THE_CONSUMER, folder, 1).run(SEED, 20, played -> {});
        var second = new Campaign(FunctionOf.THE_CONSUMER, folder, THREADS).run(SEED, 20, played -> {});

        assertThat(second.tally()).usingRecursiveComparison().isEqualTo(first.tally());
    }
}
