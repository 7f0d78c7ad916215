package dev.kinesislake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StageTest {

    private static final Instant START = Instant.parse("2026-11-23T11:33:31.123Z");

    @Test
    void timePassesWhenAllWaitAndNobodyWaitsForIt() throws InterruptedException {
        var stage = new Stage(START, 1);
        var heard = new ArrayList<String>();
        stage.thread(() -> tell("slow", 7200, stage, heard)).start();
        stage.thread(() -> tell("fast", 3600, stage, heard)).start();

        stage.pause(Duration.ofHours(3));

        assertThat(heard).containsExactly("fast at 2026-11-23T12:33:31.123Z", "slow at 2026-11-23T13:33:31.123Z");
        assertThat(stage.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(stage.ended()).isEqualTo(2);
    }

    @Test
    void theSeedDecidesWhoGoesFirst() throws InterruptedException {
        assertThat(order(1)).isEqualTo(order(1)).hasSize(10);
        assertThat(order(1)).isNotEqualTo(order(2));
    }

    @Test
    void whatIsPlannedHappensAtItsMoment() throws InterruptedException {
        var stage = new Stage(START, 1);
        var heard = new ArrayList<Instant>();
        stage.at(START.plusSeconds(5), () -> heard.add(stage.instant()));

        assertThat(stage.await(() -> !heard.isEmpty(), Duration.ofSeconds(9))).isTrue();

        assertThat(heard).containsExactly(START.plusSeconds(5));
        assertThat(stage.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aThreadThatIsInterruptedLeavesTheStage() throws InterruptedException {
        var stage = new Stage(START, 1);
        var heard = new ArrayList<String>();
        var thread = stage.thread(() -> tell("never", 5, stage, heard));
        thread.start();
        stage.pause(Duration.ofSeconds(1));
        thread.interrupt();
        thread.join();

        stage.pause(Duration.ofSeconds(10));

        assertThat(heard).isEmpty();
        assertThat(stage.ended()).isEqualTo(1);
    }

    @Test
    void aPlayWithoutAnEndIsEnded() {
        var stage = new Stage(START, 1);
        stage.thread(() -> {
                    while (true) {
                        pause(stage, Duration.ZERO);
                    }
                })
                .start();

        assertThatThrownBy(() -> stage.pause(Duration.ofDays(1))).hasMessageContaining("no end");
    }

    private static List<String> order(long seed) throws InterruptedException {
        var stage = new Stage(START, seed);
        var heard = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            var name = "thread " + i;
            stage.thread(() -> heard.add(name)).start();
        }
        stage.pause(Duration.ofSeconds(1));
        return heard;
    }

    private static void tell(String name, long seconds, Stage stage, List<String> heard) {
        if (pause(stage, Duration.ofSeconds(seconds))) {
            heard.add(name + " at " + stage.instant());
        }
    }

    private static boolean pause(Stage stage, Duration duration) {
        try {
            stage.pause(duration);
            return true;
        } catch (InterruptedException told) {
            return false;
        }
    }
}
