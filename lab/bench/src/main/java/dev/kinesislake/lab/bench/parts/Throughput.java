package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Floor;
import dev.kinesislake.lab.bench.rivals.ObjectHandler;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.rivals.PredecessorHandler;
import dev.kinesislake.lab.bench.rivals.Subject;
import dev.kinesislake.lab.bench.textbook.TextbookHandler;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.S3Process;
import dev.kinesislake.lab.bench.work.Workload;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** CPU time a record, from the invocation's bytes to finished requests. */
final class Throughput implements Part {

    private static final int RECORDS = 1_000;
    private static final String OURS = "ours";
    private static final String FLOOR = "floor";
    private static final String TEXTBOOK = "textbook handler";
    private static final String PREDECESSOR = "predecessor's algorithm";

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String about() {
        return "CPU time of the whole process a record, from the bytes of an invocation with 1,000 records to signed PUT requests,"
                + " which are read to their end and go nowhere. The JVM has the options of Lambda's Java runtime."
                + " The floor: base64 decoded, one strict pass by Jackson's streaming parser, and the same compressors at the same levels"
                + " over the same bytes, which are the pages of Parquet objects.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        S3Environment.set();
        var plain = EventKind.PLAIN;
        measureAll(plain, quick, lines);
        if (!quick) {
            againstFloor("pretty-printed", plain.prettyPrinted(), lines);
            againstFloor("100 sections", plain.withSections(100), lines);
            againstFloor("1 % invalid", plain.withInvalid(1), lines);
            againstFloor("all invalid", plain.withInvalid(100), lines);
        }
    }

    private static void measureAll(EventKind kind, boolean quick, Lines lines) throws Exception {
        var workload = Workload.of(kind, quick ? 2 : 20, RECORDS);
        int rounds = quick ? 3 : 11;
        var subjects = new LinkedHashMap<String, Measurement>();
        addOursAndFloor(subjects, workload, quick ? 1 : 2);
        var http = new NoNetwork();
        try (var s3 = S3Client.builder().httpClient(http).build()) {
            subjects.put(
                    TEXTBOOK,
                    cpu(new ObjectHandler(workload, new TextbookHandler(s3, S3Process.LAKE)), workload, quick ? 1 : 2));
            subjects.put(
                    PREDECESSOR,
                    cpu(
                            new ObjectHandler(
                                    workload, new PredecessorHandler(s3, S3Process.LAKE, LocalDate.of(2026, 11, 23))),
                            workload,
                            quick ? 1 : 2));
            var measured = Rounds.of(quick ? 1 : 2, rounds, subjects);
            for (var subject : subjects.keySet()) {
                lines.figure(subject, "µs a record", measured.of(subject));
            }
            lines.figure(OURS + ", records a core second", "", perSecond(measured.of(OURS)));
            lines.lowerIsBetter(OURS + " ÷ " + FLOOR, "×", measured.ratio(OURS, FLOOR));
            lines.higherIsBetter(TEXTBOOK + " ÷ " + OURS, "×", measured.ratio(TEXTBOOK, OURS));
            lines.higherIsBetter(PREDECESSOR + " ÷ " + OURS, "×", measured.ratio(PREDECESSOR, OURS));
        }
        lines.figure("bytes a record", "B", Sample.of((double) workload.bytes() / workload.size()));
    }

    private static void againstFloor(String what, EventKind kind, Lines lines) throws Exception {
        var workload = Workload.of(kind, 20, RECORDS);
        var subjects = new LinkedHashMap<String, Measurement>();
        addOursAndFloor(subjects, workload, 1);
        var measured = Rounds.of(1, 7, subjects);
        lines.figure(what + ": " + OURS, "µs a record", measured.of(OURS));
        lines.lowerIsBetter(what + ": " + OURS + " ÷ " + FLOOR, "×", measured.ratio(OURS, FLOOR));
    }

    /** What is fast is measured in several passes: the system counts CPU time in steps of 10 ms. */
    private static void addOursAndFloor(Map<String, Measurement> subjects, Workload workload, int passes)
            throws Exception {
        int batches = workload.invocations().size();
        var store = S3ObjectStore.over(new NoNetwork(), S3Environment.nowhere());
        subjects.put(OURS, cpu(new Ours(workload, store), workload, passes * batches));
        subjects.put(FLOOR, cpu(new Floor(workload), workload, passes * batches));
    }

    /** CPU microseconds a record, over so many batches. */
    private static Measurement cpu(Subject subject, Workload workload, int batches) {
        return () -> {
            System.gc();
            long start = Cpu.nanoseconds();
            int records = 0;
            for (int i = 0; i < batches; i++) {
                int batch = i % workload.invocations().size();
                subject.handle(batch);
                records += workload.records().get(batch).size();
            }
            return (Cpu.nanoseconds() - start) / 1e3 / records;
        };
    }

    private static Sample perSecond(Sample microseconds) {
        return new Sample(
                1e6 / microseconds.median(), 1e6 / microseconds.high(), 1e6 / microseconds.low(), microseconds.size());
    }
}
