package dev.kinesislake.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.cli.cost.Item.Group;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheapestTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3, 5, 10, 100, 2_000, 50_000})
    @DisplayName("Without alarms, delivery can be cheaper than Data Firehose from 1 event per second on")
    void cheaperThanFirehose(double eventsPerSecond) {
        var load = Stacks.load(eventsPerSecond);
        var best = Cheapest.of(load, Stacks.onDemand(), FIVE_MINUTES, Stacks.PRICES, Group.DELIVERY)
                .orElseThrow();

        assertThat(Bill.of(load, best, 1, Stacks.PRICES).usd(Group.DELIVERY))
                .isLessThan(Rivals.firehose(load, Stacks.PRICES));
    }

    @Test
    @DisplayName("Settings are named as configuration is")
    void namesSettings() {
        var load = Stacks.load(1);
        var best = Cheapest.of(load, Stacks.onDemand(), FIVE_MINUTES, Stacks.PRICES, Group.DELIVERY)
                .orElseThrow();

        assertThat(Cheapest.difference(Stacks.onDemand(), best))
                .isEqualTo("shardCount 1, windowSeconds 290, memoryMb 256");
        assertThat(Cheapest.difference(Stacks.onDemand(), Stacks.onDemand())).isEqualTo("as it is");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 60, 300})
    @DisplayName("The cheapest settings keep the freshness, and keep up with the load")
    void keepsFreshness(int seconds) {
        var load = Stacks.load(2_000);
        var best = Cheapest.of(load, Stacks.onDemand(), Duration.ofSeconds(seconds), Stacks.PRICES, Group.values())
                .orElseThrow();

        assertThat(Cheapest.worstSeconds(load, best)).isLessThanOrEqualTo(seconds);
        assertThat(Flow.of(load, best).busy()).isLessThan(Cheapest.MAX_BUSY);
        assertThat(Bill.of(load, best, 1, Stacks.PRICES).total())
                .isLessThan(Bill.of(load, Stacks.onDemand(), 1, Stacks.PRICES).total());
    }

    @Test
    void nothingIsFreshAtOnce() {
        assertThat(Cheapest.of(Stacks.load(1), Stacks.onDemand(), Duration.ZERO, Stacks.PRICES, Group.values()))
                .isEmpty();
    }

    @Test
    @DisplayName("Each advice saves what it says, the largest first")
    void advice() {
        var advice = Advice.of(Stacks.load(2_000), Stacks.onDemand(), 1, Stacks.PRICES);

        assertThat(advice).extracting(Advice::usd).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(advice).extracting(Advice::change).startsWith("producers gather 200 ms", "shardCount: 3");
        assertThat(advice)
                .filteredOn(each -> each.change().equals("retentionHours: 24"))
                .singleElement()
                .satisfies(each -> assertThat(each.usd()).isBetween(98.0, 100.0)); // 989 GB at $0.10
    }
}
