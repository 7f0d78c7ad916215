package dev.kinesislake.table.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.table.frontier.ConsumerMetrics.Datapoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsumerProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:02:00Z");
    private static final Duration GRACE = Duration.ofMinutes(45);

    private final List<Datapoint> points = new ArrayList<>();

    @Test
    void aQuietStreamIsConsumed() {
        assertThat(consumedThrough()).isEqualTo(NOW.minus(GRACE));
    }

    @Test
    void aConsumerThatKeepsUpHasConsumedWhatIsOlderThanTheGrace() {
        keepUp("09:00", "12:00");
        assertThat(consumedThrough()).isEqualTo(NOW.minus(GRACE));
    }

    @Test
    @DisplayName("records that have just come in may wait for their batch")
    void justIn() {
        keepUp("09:00", "11:40");
        for (var start = at("11:40"); start.isBefore(NOW); start = start.plus(ConsumerMetrics.PERIOD)) {
            points.add(new Datapoint(start, 0, Duration.ZERO, 10));
        }
        assertThat(consumedThrough()).isEqualTo(NOW.minus(GRACE));
    }

    @Test
    @DisplayName("while nobody reads, the frontier stays where records were read")
    void notRead() {
        keepUp("09:00", "10:00");
        come("10:00", "12:00");
        assertThat(consumedThrough()).isBetween(at("09:10"), at("10:00"));
    }

    @Test
    @DisplayName("one record that nobody reads is enough, long after it came in")
    void oneRecord() {
        come("08:00", "08:05");
        assertThat(consumedThrough()).isBetween(at("07:10"), at("08:00"));
    }

    @Test
    @DisplayName("while batches are old, the frontier stays where the consumer kept up, whatever other shards do")
    void behind() {
        keepUp("09:00", "10:00");
        for (var start = at("10:00"); start.isBefore(NOW); start = start.plus(ConsumerMetrics.PERIOD)) {
            points.add(new Datapoint(start, 3, Duration.between(at("09:50"), start.plusSeconds(60)), 10));
        }
        assertThat(consumedThrough()).isBetween(at("09:10"), at("09:50"));
    }

    @Test
    @DisplayName("after an old batch, silence alone doesn't say that the rest is stored")
    void silence() {
        points.add(new Datapoint(at("08:00"), 1, Duration.ofHours(3), 0));
        assertThat(consumedThrough()).isBetween(at("07:10"), at("08:00"));
    }

    @Test
    @DisplayName("the frontier stays where it was before the last trouble, not the first")
    void twice() {
        points.add(new Datapoint(at("02:00"), 1, Duration.ofHours(3), 0));
        keepUp("03:00", "09:00");
        come("09:00", "11:00");
        assertThat(consumedThrough()).isBetween(at("08:10"), at("09:00"));
    }

    @Test
    @DisplayName("once the consumer has kept up for a while again, everything is consumed")
    void caughtUp() {
        points.add(new Datapoint(at("10:30"), 1, Duration.ofHours(3), 10));
        keepUp("11:00", "12:00");
        assertThat(consumedThrough()).isEqualTo(NOW.minus(GRACE));
    }

    @Test
    void aConsumerThatIsBehindForLongCountsAsIfItHadKeptUpThen() {
        points.add(new Datapoint(NOW.minus(Duration.ofDays(15)), 1, Duration.ofHours(3), 10));
        for (var start = NOW.minus(Duration.ofDays(15));
                start.isBefore(NOW);
                start = start.plus(Duration.ofMinutes(5))) {
            points.add(new Datapoint(start, 1, Duration.ofHours(3), 10));
        }
        assertThat(consumedThrough()).isEqualTo(NOW.minus(Duration.ofDays(14)));
    }

    private void keepUp(String from, String until) {
        for (var start = at(from); start.isBefore(at(until)); start = start.plus(ConsumerMetrics.PERIOD)) {
            points.add(new Datapoint(start, 8, Duration.ofSeconds(31), 100));
        }
    }

    private void come(String from, String until) {
        for (var start = at(from); start.isBefore(at(until)); start = start.plus(ConsumerMetrics.PERIOD)) {
            points.add(new Datapoint(start, 0, Duration.ZERO, 1));
        }
    }

    private Instant consumedThrough() {
        return ConsumerProgress.consumedThrough(points, NOW);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-29T" + time + ":00Z");
    }
}
