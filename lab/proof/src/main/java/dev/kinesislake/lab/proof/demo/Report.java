package dev.kinesislake.lab.proof.demo;

import dev.kinesislake.lab.proof.check.Findings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a demonstration shows. */
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void outputs(Map<String, String> outputs) {
        out.println("The stack is deployed:");
        outputs.forEach(this::line);
        out.println();
        out.flush();
    }

    void figures(int sent, int records, long bytesSent, Duration took, Findings findings) {
        out.println();
        line("sent", Figures.count(sent) + " events in " + Figures.count(records) + " records");
        line("in the lake", Figures.count(findings.inLake()) + " rows");
        line(
                "failed",
                Figures.count(findings.failed().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        + " rows");
        findings.failed().forEach((reason, count) -> line("  " + reason.label(), Figures.count(count)));
        line("objects", Figures.count(findings.objects().size()));
        line(
                "bytes",
                Figures.bytes(bytesSent) + " sent, " + Figures.bytes(findings.bytes()) + " stored, ratio "
                        + String.format(Locale.ROOT, "%.1f", (double) bytesSent / Math.max(1, findings.bytes())));
        line(
                "events a second",
                Figures.count(Math.round(sent / Math.max(0.001, took.toMillis() / 1e3))) + " in "
                        + Figures.duration(took));
        line(
                "arrival to lake",
                "p50 " + Figures.duration(findings.latency(0.50)) + ", p99 "
                        + Figures.duration(findings.latency(0.99)));
    }

    void folders(Findings findings) {
        out.println();
        FolderTree.of(findings.objects()).lines().forEach(out::println);
    }

    void verdict(Findings findings) {
        out.println();
        out.println((findings.exactlyOnce() ? "OK: " : "WRONG: ") + findings.verdict());
    }

    void next(Path objects, Map<String, String> outputs) {
        var lake = objects.resolve(outputs.getOrDefault("lakeBucket", ""));
        out.println();
        out.println("Go on:");
        out.println("  duckdb -c \"SELECT section, dt, hour, count(*) FROM read_parquet('" + lake.resolve("events")
                + "/**/*.parquet', hive_partitioning = true) GROUP BY ALL\"");
        out.println("  ./lake serve --dir " + objects.getParent()
                + "    # the same stack and lake, for any AWS client, until Ctrl-C");
        out.flush();
    }

    private void line(String what, String value) {
        out.printf(Locale.ROOT, "  %-22s %s%n", what, value);
    }
}
