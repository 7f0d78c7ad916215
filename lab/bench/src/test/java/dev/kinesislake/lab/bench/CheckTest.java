package dev.kinesislake.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.bench.Line.Compared;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Line COMMITTED = line(Compared.LOWER_IS_BETTER, new Sample(2, 1.98, 2.02, 15));

    @Test
    void namesALineThatGot20PercentWorse() {
        assertThat(complaints(
                        List.of(COMMITTED), List.of(line(Compared.LOWER_IS_BETTER, new Sample(2.4, 2.38, 2.42, 15)))))
                .containsExactly("throughput, ours ÷ floor: 2.40 instead of 2: worse by 20 %, allowed is 5 %");
    }

    @Test
    void namesOneThatFellByAsMuchWhereMoreIsBetter() {
        var committed = line(Compared.HIGHER_IS_BETTER, new Sample(12, 11.9, 12.1, 15));
        var fresh = line(Compared.HIGHER_IS_BETTER, new Sample(10, 9.9, 10.1, 15));
        assertThat(complaints(List.of(committed), List.of(fresh)))
                .containsExactly("throughput, ours ÷ floor: 10 instead of 12: worse by 20 %, allowed is 5 %");
    }

    @Test
    void allowsWhatTheRoundsDifferBy() {
        var fresh = line(Compared.LOWER_IS_BETTER, new Sample(2.2, 2, 2.6, 15));
        assertThat(complaints(List.of(COMMITTED), List.of(fresh))).isEmpty();
    }

    @Test
    void saysSoWhereTheRoundsDifferTooMuchToSee20Percent() {
        var fresh = line(Compared.LOWER_IS_BETTER, new Sample(2, 1.5, 3, 15));
        assertThat(complaints(List.of(COMMITTED), List.of(fresh)))
                .containsExactly(
                        "throughput, ours ÷ floor: 2 instead of 2: can't be told, the rounds differ by 30 %: run it on a"
                                + " quieter machine");
    }

    @Test
    @DisplayName("Improvements, figures of the machine and new lines are not reported")
    void silentLines() {
        var better = line(Compared.LOWER_IS_BETTER, new Sample(1, 0.99, 1.01, 15));
        var figure = new Line("throughput", "ours", "µs", new Sample(1, 1, 1, 1), Compared.NO);
        var slower = new Line("throughput", "ours", "µs", new Sample(9, 1, 99, 1), Compared.NO);
        var unknown = new Line("throughput", "new", "×", new Sample(9, 9, 9, 15), Compared.LOWER_IS_BETTER);
        assertThat(complaints(List.of(COMMITTED, figure), List.of(better, slower, unknown)))
                .isEmpty();
    }

    @Test
    void comparesOnlyCountsAndBytesWithAnotherMachinesTable() {
        var ratio = line(Compared.HIGHER_IS_BETTER, new Sample(27.1, 25.3, 29, 11));
        var slower = line(Compared.HIGHER_IS_BETTER, new Sample(21.8, 21.5, 22, 11));
        var bytes = new Line("sizes", "ours, an event", "B", new Sample(127, 127, 127, 1), Compared.LOWER_IS_BETTER);
        var more = new Line("sizes", "ours, an event", "B", new Sample(158, 158, 158, 1), Compared.LOWER_IS_BETTER);
        var committed = new Results(machine("AMD EPYC 25-17-1"), List.of(ratio, bytes));

        assertThat(Check.complaints(committed, new Results(machine("AMD EPYC 26-2-1"), List.of(slower, more))))
                .containsExactly("sizes, ours, an event: 158 instead of 127: worse by 24 %, allowed is 5 %");
    }

    @Test
    void tellsProcessorsOfOneNameApart() {
        assertThat(Machine.processorName("""
                        processor\t: 0
                        cpu family\t: 25
                        model\t\t: 17
                        model name\t: AMD EPYC
                        stepping\t: 1
                        """)).isEqualTo("AMD EPYC 25-17-1");
        assertThat(Machine.processorName("processor\t: 0\nBogoMIPS\t: 50.00\n")).isEqualTo("unknown");
    }

    private static List<String> complaints(List<Line> committed, List<Line> fresh) {
        var machine = machine("AMD EPYC 25-17-1");
        return Check.complaints(new Results(machine, committed), new Results(machine, fresh));
    }

    private static Machine machine(String processor) {
        return new Machine("2026-11-29", processor, 2, 25, "Linux", "17", Map.of());
    }

    private static Line line(Compared compared, Sample sample) {
        return new Line("throughput", "ours ÷ floor", "×", sample, compared);
    }
}
