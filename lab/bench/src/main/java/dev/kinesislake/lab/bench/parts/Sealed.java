package dev.kinesislake.lab.bench.parts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.lab.bench.Line.Compared;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The same questions to the lake's objects and to the table. */
final class Sealed implements Part {

    /** As {@code bench.py} writes them. */
    record Figure(String what, String unit, List<Double> samples, Compared compared) {}

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String about() {
        return "PySpark (local[2]) and DuckDB answer the same questions from the lake's objects and from the table: the training set of"
                + " `examples/reader`, events by section and hour, and positions that are there twice. The lake is that of `./lake demo"
                + " --events 1000000` with the default window, sealed by `./lake seal --now`. Objects and table are on the"
                + " local disk; objects are read with an explicit schema. Each question begins with opening what it reads. Answers"
                + " are compared in each round.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var file = scratch.resolve("figures.json");
        var home = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        var process = new ProcessBuilder(
                        home.resolve("lab/readers/table/bench").toString(),
                        scratch.resolve("work").toString(),
                        quick ? "1000" : "1000000",
                        quick ? "1" : "5",
                        file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("lab/readers/table/bench failed, see above");
        }
        for (var figure : new ObjectMapper().readValue(file.toFile(), Figure[].class)) {
            var sample = Sample.of(figure.samples());
            switch (figure.compared()) {
                case NO -> lines.figure(figure.what(), figure.unit(), sample);
                case HIGHER_IS_BETTER -> lines.higherIsBetter(figure.what(), figure.unit(), sample);
                case LOWER_IS_BETTER -> lines.lowerIsBetter(figure.what(), figure.unit(), sample);
            }
        }
    }
}
