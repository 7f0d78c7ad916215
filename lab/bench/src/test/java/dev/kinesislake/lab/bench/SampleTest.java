package dev.kinesislake.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void hasTheMedianAndTheQuartilesOfWhatWasMeasured() {
        assertThat(Sample.of(5, 1, 4, 2, 3)).isEqualTo(new Sample(3, 2, 4, 5));
    }

    @Test
    void liesBetweenTwoMeasurementsWhereTheirNumberIsEven() {
        assertThat(Sample.of(1, 2, 3, 4)).isEqualTo(new Sample(2.5, 1.75, 3.25, 4));
    }

    @Test
    void takesRatiosRoundByRound() {
        assertThat(Sample.ratio(List.of(2d, 40d, 6d), List.of(1d, 20d, 3d))).isEqualTo(new Sample(2, 2, 2, 3));
    }
}
