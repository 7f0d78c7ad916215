package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a person waits for. */
final class Person implements Part {

    @Override
    public String name() {
        return "person";
    }

    @Override
    public String about() {
        return "`./lake demo` on a built project: deploys the local stack, sends 10,103 records through it and reads back every one.";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx256m");
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var lake = Path.of(System.getProperty("lake.home", "")).toAbsolutePath().resolve("lake");
        demo(lake, 10, scratch.resolve("warm"));
        var took = new double[quick ? 1 : 5];
        for (int round = 0; round < took.length; round++) {
            took[round] = demo(lake, quick ? 10 : 10_000, scratch.resolve("demo-" + round));
        }
        lines.figure("./lake demo", "s", Sample.of(took));
    }

    private static double demo(Path lake, int events, Path folder) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var process = new ProcessBuilder(
                        lake.toString(), "demo", "--events", Integer.toString(events), "--dir", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("./lake demo --events " + events + " failed");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
