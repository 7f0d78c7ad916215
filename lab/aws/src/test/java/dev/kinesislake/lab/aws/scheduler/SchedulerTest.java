package dev.kinesislake.lab.aws.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final Rate QUARTER = Rate.of("rate(15 minutes)");

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    @AutoClose
    private final Scheduler scheduler = new Scheduler(() -> now);

    @Test
    @DisplayName("a schedule begins at once, and is due again after its time")
    void due() {
        scheduler.put("one", QUARTER, () -> {});

        assertThat(scheduler.due()).hasSize(1);
        assertThat(scheduler.due()).isEmpty();
        now = now.plus(Duration.ofMinutes(14));
        assertThat(scheduler.due()).isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(scheduler.due()).hasSize(1);
        scheduler.remove("one");
        now = now.plus(Duration.ofDays(1));
        assertThat(scheduler.due()).isEmpty();
    }

    @Test
    void anUpdateWithTheSameRateKeepsItsTime() {
        scheduler.put("one", QUARTER, () -> {});
        scheduler.due();
        scheduler.put("one", QUARTER, () -> {});
        assertThat(scheduler.due()).isEmpty();
        scheduler.put("one", Rate.of("rate(1 hour)"), () -> {});
        assertThat(scheduler.due()).hasSize(1);
    }

    @Test
    void whatIsDueRuns() throws Exception {
        var ran = new CountDownLatch(1);
        scheduler.put("one", QUARTER, ran::countDown);
        scheduler.start();
        ran.await();
    }

    @Test
    void otherExpressionsAreRefused() {
        assertThat(Rate.of("rate(1 day)").every()).isEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> Rate.of("cron(0 12 * * ? *)"))
                .hasMessage(
                        "scheduleExpression is cron(0 12 * * ? *), allowed here is a rate such as rate(15 minutes), in"
                                + " minutes, hours or days");
    }
}
