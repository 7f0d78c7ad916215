package dev.kinesislake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.bench.Line.Compared;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Line COMMITTED = line(Compared.LOWER_IS_BETTER, new Sample(2, 1.98, 2.02, 15));

    @Test
    void namesALineThatGot20PercentWorse() {
        assertThat(Check.complaints(
                        List.of(COMMITTED), List.of(line(Compared.LOWER_IS_BETTER, new Sample(2.4, 2.38, 2.42, 15)))))
                .containsExactly("throughput, ours ÷ floor: 2.40 instead of 2: worse by 20 %, allowed is 5 %");
    }

    @Test
    void namesOneThatFellByAsMuchWhereMoreIsBetter() {
        var committed = line(Compared.HIGHER_IS_BETTER, new Sample(12, 11.9, 12.1, 15));
        var fresh = line(Compared.HIGHER_IS_BETTER, new Sample(10, 9.9, 10.1, 15));
        assertThat(Check.complaints(List.of(committed), List.of(fresh)))
                .containsExactly("throughput, ours ÷ floor: 10 instead of 12: worse by 20 %, allowed is 5 %");
    }

    @Test
    void allowsWhatTheRoundsDifferBy() {
        var fresh = line(Compared.LOWER_IS_BETTER, new Sample(2.2, 2, 2.6, 15));
        assertThat(Check.complaints(List.of(COMMITTED), List.of(fresh))).isEmpty();
    }

    @Test
    void saysSoWhereTheRoundsDifferTooMuchToSee20Percent() {
        var fresh = line(Compared.LOWER_IS_BETTER, new Sample(2, 1.5, 3, 15));
        assertThat(Check.complaints(List.of(COMMITTED), List.of(fresh)))
                .containsExactly(
                        "throughput, ours ÷ floor: 2 instead of 2: can't be told, the rounds differ by 30 %: run it on a"
                                + " quieter machine");
    }

    @Test
    void isSilentAboutWhatGotBetterAboutFiguresOfTheMachineAndAboutNewLines() {
        var better = line(Compared.LOWER_IS_BETTER, new Sample(1, 0.99, 1.01, 15));
        var figure = new Line("throughput", "ours", "µs", new Sample(1, 1, 1, 1), Compared.NO);
        var slower = new Line("throughput", "ours", "µs", new Sample(9, 1, 99, 1), Compared.NO);
        var unknown = new Line("throughput", "new", "×", new Sample(9, 9, 9, 15), Compared.LOWER_IS_BETTER);
        assertThat(Check.complaints(List.of(COMMITTED, figure), List.of(better, slower, unknown)))
                .isEmpty();
    }

    private static Line line(Compared compared, Sample sample) {
        return new Line("throughput", "ours ÷ floor", "×", sample, compared);
    }
}
