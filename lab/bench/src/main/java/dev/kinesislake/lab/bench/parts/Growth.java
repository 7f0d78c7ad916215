package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Line;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.Stream;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChartBuilder;

/** CPU time as events go through one execution environment, from the first ten thousand to ten million. */
public final class Growth implements Part {

    private static final String NAME = "growth";
    private static final String UNIT = "CPU s a million events";

    private static final List<Integer> STEPS =
            List.of(10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000);
    private static final int RECORDS = 1_000;
    private static final int AT_ONCE = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "One execution environment handles one batch of 1,000 records after the other. Each line is the CPU time since the line before"
                + " it, so that what grows with the number of events would be seen. The first ones include the JVM's own start."
                + "\n\n![CPU time by events](growth.png)";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var ours = new Ours(
                Workload.of(EventKind.PLAIN, 0, 0), S3ObjectStore.over(new NoNetwork(), S3Environment.nowhere()));
        var stream = new Stream(EventKind.PLAIN, 20_000);
        double first = 0;
        double last = 0;
        for (int step : quick ? STEPS.subList(0, 1) : STEPS) {
            long before = stream.sent();
            long cpu = 0;
            while (stream.sent() < step) {
                var invocations = new ArrayList<byte[]>();
                for (int i = 0; i < AT_ONCE; i++) {
                    invocations.add(stream.next(RECORDS));
                }
                long start = Cpu.nanoseconds();
                for (var invocation : invocations) {
                    ours.handle(invocation);
                }
                cpu += Cpu.nanoseconds() - start;
            }
            last = cpu / 1e3 / (stream.sent() - before);
            first = step == 1_000_000 ? last : first;
            lines.figure(what(step), UNIT, Sample.of(last));
        }
        if (!quick) {
            lines.lowerIsBetter("up to 10,000,000 ÷ up to 1,000,000", "×", Sample.of(last / first));
        }
    }

    private static String what(int step) {
        return "up to %,d events".formatted(step);
    }

    /** Draws the lines that it wrote: CPU time over the number of events, which is logarithmic. */
    public static void draw(List<Line> lines, Path png) throws IOException {
        var events = new ArrayList<Integer>();
        var seconds = new ArrayList<Double>();
        for (int step : STEPS) {
            for (var line : lines) {
                if (line.part().equals(NAME) && line.what().equals(what(step))) {
                    events.add(step);
                    seconds.add(line.sample().median());
                }
            }
        }
        var chart = new XYChartBuilder()
                .width(800)
                .height(400)
                .title("CPU time of the handler as events go through it")
                .xAxisTitle("events so far")
                .yAxisTitle(UNIT)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0d).setLegendVisible(false);
        chart.addSeries("ours", events, seconds);
        BitmapEncoder.saveBitmap(chart, png.toString(), BitmapFormat.PNG);
    }
}
