package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.Handler;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.textbook.TextbookHandler;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.PackagedFunction;
import dev.kinesislake.lab.bench.work.S3Process;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The time from a process's start to the answer to its first batch. */
final class Cold implements Part {

    private static final int MEMORY_MB = 1024;
    private static final String OURS = "ours";
    private static final String TEXTBOOK = "textbook handler";

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String about() {
        return "From the start of a function's JVM to the answer to its first batch, through AWS's runtime interface client, each package with"
                + " its own libraries and nothing else, storing in an S3 over HTTP in another process. Init is the part of it until the runtime"
                + " asks for the batch.";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx512m");
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var home = Path.of(System.getProperty("lake.home", ""));
        try (var s3 = S3Process.start(scratch.resolve("s3"))) {
            var functions = new LinkedHashMap<String, PackagedFunction>();
            functions.put(
                    OURS,
                    PackagedFunction.of(
                            home.resolve("function"),
                            Handler.NAME,
                            MEMORY_MB,
                            s3,
                            Ours.CONFIG.toEnvironment(),
                            scratch.resolve(OURS)));
            functions.put(
                    TEXTBOOK,
                    PackagedFunction.of(
                            home.resolve("lab/bench/textbook"),
                            TextbookHandler.class.getName(),
                            MEMORY_MB,
                            s3,
                            Map.of("LAKE_BUCKET", S3Process.LAKE),
                            scratch.resolve("textbook")));
            if (!quick) {
                starts(functions, s3, 1_000, 11, lines);
            }
            starts(functions, s3, 10, quick ? 1 : 7, lines);
            packages(functions, s3, lines);
        }
    }

    private static void starts(
            Map<String, PackagedFunction> functions, S3Process s3, int records, int rounds, Lines lines)
            throws Exception {
        var batch = Workload.of(EventKind.PLAIN, 1, records).invocations().get(0);
        var inits = new LinkedHashMap<String, List<Double>>();
        var subjects = new LinkedHashMap<String, Measurement>();
        functions.forEach((name, function) -> {
            var init = new ArrayList<Double>();
            inits.put(name, init);
            subjects.put(name, () -> {
                s3.empty();
                var start = function.start(batch);
                init.add(start.init().toNanos() / 1e6);
                return start.total().toNanos() / 1e6;
            });
        });
        var measured = Rounds.of(0, rounds, subjects);
        var first = "first batch of %,d records: ".formatted(records);
        inits.forEach((name, init) -> {
            lines.figure(first + name, "ms", measured.of(name));
            lines.figure(first + name + ", init", "ms", Sample.of(init));
        });
        lines.lowerIsBetter(first + OURS + " ÷ " + TEXTBOOK, "×", measured.ratio(OURS, TEXTBOOK));
    }

    private static void packages(Map<String, PackagedFunction> functions, S3Process s3, Lines lines)
            throws IOException, InterruptedException {
        var batch = Workload.of(EventKind.PLAIN, 1, 10).invocations().get(0);
        for (var function : functions.entrySet()) {
            s3.empty();
            lines.lowerIsBetter(
                    function.getKey() + ", package zipped",
                    "MB",
                    Sample.of(function.getValue().zippedBytes() / 1e6));
            lines.lowerIsBetter(function.getKey() + ", classes loaded by the first batch", "", Sample.of((double)
                    function.getValue().loadedClasses(batch)));
        }
    }
}
