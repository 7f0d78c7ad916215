package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.ObjectHandler;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.rivals.PredecessorHandler;
import dev.kinesislake.lab.bench.rivals.Subject;
import dev.kinesislake.lab.bench.textbook.TextbookHandler;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.S3Process;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The same batches, stored in an S3 over HTTP. */
final class Endpoint implements Part {

    private static final int RECORDS = 1_000;
    private static final int BATCHES = 20;
    private static final int CONNECTIONS = 16;
    private static final String OURS = "ours";
    private static final String TEXTBOOK = "textbook handler";
    private static final String PREDECESSOR = "predecessor's algorithm";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String about() {
        return "Batches of 1,000 records, from an invocation's bytes to objects in an S3 over HTTP on this machine, which runs in a process"
                + " of its own: its CPU time isn't counted, but its answers are waited for. The network takes no time here.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var folder = scratch.resolve("s3");
        try (var server = S3Process.start(folder)) {
            S3Environment.set(server.endpoint());
            compare(quick, server, folder, S3Environment.of(server.endpoint()), lines);
        }
    }

    private static void compare(
            boolean quick, S3Process server, Path folder, Map<String, String> environment, Lines lines)
            throws Exception {
        int records = quick ? 100 : RECORDS;
        var workload = Workload.of(EventKind.PLAIN, BATCHES, records);
        var cpu = new LinkedHashMap<String, Measurement>();
        var wall = new LinkedHashMap<String, Measurement>();
        var ours = new Ours(workload, S3ObjectStore.ofEnvironment(environment, CONNECTIONS));
        add(OURS, server, ours, BATCHES, records, cpu, wall);
        try (var s3 =
                S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build()) {
            var textbook = new ObjectHandler(workload, new TextbookHandler(s3, S3Process.LAKE));
            add(TEXTBOOK, server, textbook, 1, records, cpu, wall);
            var predecessor = new ObjectHandler(workload, new PredecessorHandler(s3, S3Process.LAKE, TODAY));
            add(PREDECESSOR, server, predecessor, 1, records, cpu, wall);
            int rounds = quick ? 1 : 5;
            report("CPU", Rounds.of(1, rounds, cpu), lines);
            report("time", Rounds.of(0, rounds, wall), lines);
            server.empty();
            kept(predecessor, records, folder, lines);
        }
    }

    private static void report(String what, Rounds measured, Lines lines) {
        for (var subject : List.of(TEXTBOOK, PREDECESSOR)) {
            lines.figure(what + ": " + subject, "µs a record", measured.of(subject));
        }
        lines.figure(what + ": " + OURS, "µs a record", measured.of(OURS));
        lines.higherIsBetter(what + ": " + TEXTBOOK + " ÷ " + OURS, "×", measured.ratio(TEXTBOOK, OURS));
        lines.higherIsBetter(what + ": " + PREDECESSOR + " ÷ " + OURS, "×", measured.ratio(PREDECESSOR, OURS));
    }

    /** How many events of some batches are there in the end. */
    private static void kept(Subject predecessor, int records, Path folder, Lines lines) throws Exception {
        int batches = 3;
        handle(predecessor, batches);
        lines.figure(
                "events that the predecessor's algorithm keeps of " + batches * records,
                "",
                Sample.of(objects(folder.resolve(S3Process.LAKE), TODAY + ".json")));
    }

    private static double objects(Path bucket, String name) throws IOException {
        try (var files = Files.walk(bucket)) {
            return files.filter(file -> file.endsWith(name)).count();
        }
    }

    private static void add(
            String name,
            S3Process server,
            Subject subject,
            int batches,
            int records,
            Map<String, Measurement> cpu,
            Map<String, Measurement> wall) {
        cpu.put(name, () -> {
            server.empty();
            long start = Cpu.nanoseconds();
            handle(subject, batches);
            return (Cpu.nanoseconds() - start) / 1e3 / batches / records;
        });
        wall.put(name, () -> {
            server.empty();
            long start = System.nanoTime();
            handle(subject, batches);
            return (System.nanoTime() - start) / 1e3 / batches / records;
        });
    }

    private static void handle(Subject subject, int batches) throws Exception {
        for (int i = 0; i < batches; i++) {
            subject.handle(i);
        }
    }
}
