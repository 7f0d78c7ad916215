package dev.kinesislake.lab.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualSchedulerTest {

    private static final Instant START = Instant.parse("2026-11-23T11:33:31.123Z");

    @Test
    void timePassesWhenAllWaitAndNobodyWaitsForIt() throws InterruptedException {
        var scheduler = new VirtualScheduler(START, 1);
        var heard = new ArrayList<String>();
        scheduler.thread(() -> tell("slow", 7200, scheduler, heard)).start();
        scheduler.thread(() -> tell("fast", 3600, scheduler, heard)).start();

        scheduler.pause(Duration.ofHours(3));

        assertThat(heard).containsExactly("fast at 2026-11-23T12:33:31.123Z", "slow at 2026-11-23T13:33:31.123Z");
        assertThat(scheduler.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(scheduler.ended()).isEqualTo(2);
    }

    @Test
    void theSeedDecidesWhoGoesFirst() throws InterruptedException {
        assertThat(order(1)).isEqualTo(order(1)).hasSize(10);
        assertThat(order(1)).isNotEqualTo(order(2));
    }

    @Test
    void whatIsPlannedHappensAtItsMoment() throws InterruptedException {
        var scheduler = new VirtualScheduler(START, 1);
        var heard = new ArrayList<Instant>();
        scheduler.at(START.plusSeconds(5), () -> heard.add(scheduler.instant()));

        assertThat(scheduler.await(() -> !heard.isEmpty(), Duration.ofSeconds(9)))
                .isTrue();

        assertThat(heard).containsExactly(START.plusSeconds(5));
        assertThat(scheduler.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aThreadThatIsInterruptedLeavesTheStage() throws InterruptedException {
        var scheduler = new VirtualScheduler(START, 1);
        var heard = new ArrayList<String>();
        var thread = scheduler.thread(() -> tell("never", 5, scheduler, heard));
        thread.start();
        scheduler.pause(Duration.ofSeconds(1));
        thread.interrupt();
        thread.join();

        scheduler.pause(Duration.ofSeconds(10));

        assertThat(heard).isEmpty();
        assertThat(scheduler.ended()).isEqualTo(1);
    }

    @Test
    void aPlayWithoutAnEndIsEnded() {
        var scheduler = new VirtualScheduler(START, 1);
        scheduler
                .thread(() -> {
                    while (true) {
                        pause(scheduler, Duration.ZERO);
                    }
                })
                .start();

        assertThatThrownBy(() -> scheduler.pause(Duration.ofDays(1))).hasMessageContaining("no end");
    }

    private static List<String> order(long seed) throws InterruptedException {
        var scheduler = new VirtualScheduler(START, seed);
        var heard = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            var name = "thread " + i;
            scheduler.thread(() -> heard.add(name)).start();
        }
        scheduler.pause(Duration.ofSeconds(1));
        return heard;
    }

    private static void tell(String name, long seconds, VirtualScheduler scheduler, List<String> heard) {
        if (pause(scheduler, Duration.ofSeconds(seconds))) {
            heard.add(name + " at " + scheduler.instant());
        }
    }

    private static boolean pause(VirtualScheduler scheduler, Duration duration) {
        try {
            scheduler.pause(duration);
            return true;
        } catch (InterruptedException told) {
            return false;
        }
    }
}
