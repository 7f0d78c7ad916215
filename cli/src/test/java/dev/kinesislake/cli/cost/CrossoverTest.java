package dev.kinesislake.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CrossoverTest {

    @Test
    @DisplayName("$3 and 1 cent per event/s is cheaper than 4 cents per event/s from 100 on")
    void findsTheLoad() {
        var crossover = Crossover.of(load -> 3 + 0.01 * load, load -> 0.04 * load);

        assertThat(crossover.from().orElseThrow()).isEqualTo(100, within(0.01));
        assertThat(crossover.text()).isEqualTo("from 100 events/s on");
    }

    @Test
    void alwaysAndNever() {
        assertThat(Crossover.of(load -> 1, load -> 2).text()).isEqualTo("at every load");
        assertThat(Crossover.of(load -> 2, load -> 1).text()).isEqualTo("at no load");
    }
}
