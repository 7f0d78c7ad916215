package dev.kinesislake.lab.bench;

import dev.kinesislake.lab.bench.Line.Compared;
import java.util.ArrayList;
import java.util.List;

/** Where a part of the table writes its lines. */
public final class Lines {

    private final String part;
    private final List<Line> lines = new ArrayList<>();

    public Lines(String part) {
        this.part = part;
    }

    /** A figure of this machine, only to be read. */
    public void figure(String what, String unit, Sample sample) {
        lines.add(new Line(part, what, unit, sample, Compared.NO));
    }

    /** A ratio or a count that gets worse as it grows. */
    public void lowerIsBetter(String what, String unit, Sample sample) {
        lines.add(new Line(part, what, unit, sample, Compared.LOWER_IS_BETTER));
    }

    /** A ratio or a count that gets worse as it falls. */
    public void higherIsBetter(String what, String unit, Sample sample) {
        lines.add(new Line(part, what, unit, sample, Compared.HIGHER_IS_BETTER));
    }

    public List<Line> all() {
        return List.copyOf(lines);
    }
}
