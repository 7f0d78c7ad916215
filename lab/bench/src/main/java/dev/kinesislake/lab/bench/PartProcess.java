package dev.kinesislake.lab.bench;

import dev.kinesislake.lab.bench.parts.Parts;
import dev.kinesislake.lab.bench.work.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A part of the table, measured in a JVM of its own. */
final class PartProcess {

    private static final String LINES = "lines.json";

    private PartProcess() {}

    /** Runs it and takes its lines. */
    static List<Line> run(Part part, boolean quick) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("lake-bench-" + part.name());
        try {
            var process = new ProcessBuilder(Jvm.command(
                            part.jvmOptions(),
                            PartProcess.class,
                            part.name(),
                            Boolean.toString(quick),
                            folder.toString()))
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("the part " + part.name() + " failed, see above");
            }
            return ResultFile.read(folder.resolve(LINES)).lines();
        } finally {
            delete(folder);
        }
    }

    /** The process itself. */
    public static void main(String[] args) throws Exception {
        var part = Parts.ALL.stream()
                .filter(each -> each.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        var folder = Path.of(args[2]);
        var lines = new Lines(part.name());
        part.measure(Boolean.parseBoolean(args[1]), Files.createDirectory(folder.resolve("scratch")), lines);
        ResultFile.write(folder.resolve(LINES), new Results(Machine.here(), lines.all()));
        // Whatever a library has left running, the part is over.
        System.exit(0);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
