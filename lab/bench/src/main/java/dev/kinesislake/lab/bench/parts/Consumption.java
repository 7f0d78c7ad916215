package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Rounds;
import dev.kinesislake.lab.bench.Rounds.Measurement;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.parts.Gathering.Way;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.Batch;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.KinesisProcess;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The consumer's side of records that are put in different ways: its CPU time and its PUTs, in the largest batches. */
final class Consumption implements Part {

    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "gather-consumer";
    }

    @Override
    public String about() {
        return "The records of `gather`, put by producers again, in batches of 6 MB, which is Lambda's limit: from an invocation's bytes to"
                + " signed PUT requests, as in `throughput`. The events have three sections.";
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var events = Gathering.events((quick ? 1 : 20) * Gathering.EVENTS_PER_SECOND);
        var cpu = new LinkedHashMap<String, Measurement>();
        try (var kinesis = KinesisProcess.start(scratch.resolve("kinesis"), Gathering.SHARDS)) {
            for (var way : Way.values()) {
                var run = Gathering.run(way, events, kinesis);
                cpu.put(way.label, consumer(way.label, run.data(), run.events(), lines));
            }
        }
        var measured = Rounds.of(1, quick ? 1 : ROUNDS, cpu);
        for (var way : Way.values()) {
            lines.figure(way.label + ", CPU", "µs an event", measured.of(way.label));
        }
        lines.lowerIsBetter("gathered ÷ single, CPU", "×", measured.ratio(Way.GATHERED.label, Way.SINGLE.label));
    }

    private static Measurement consumer(String way, List<byte[]> records, int events, Lines lines) throws Exception {
        var batches = batches(records);
        var network = new NoNetwork();
        var ours =
                new Ours(new Workload(List.of(records), batches), S3ObjectStore.over(network, S3Environment.nowhere()));
        for (int batch = 0; batch < batches.size(); batch++) {
            ours.handle(batch);
        }
        lines.figure(way + ", batches", "of " + events + " events", Sample.of((double) batches.size()));
        lines.lowerIsBetter(
                way + ", PUTs a million events", "", Sample.of(Math.rint(1e6 * network.requests() / events)));
        return () -> {
            System.gc();
            long start = Cpu.nanoseconds();
            for (int batch = 0; batch < batches.size(); batch++) {
                ours.handle(batch);
            }
            return (Cpu.nanoseconds() - start) / 1e3 / events;
        };
    }

    /** As many records in each as fit an invocation. */
    private static List<byte[]> batches(List<byte[]> records) {
        long each = Batch.of(List.of(new byte[0]), 0, Workload.ARRIVAL).length;
        var batches = new ArrayList<byte[]>();
        long bytes = 0;
        int first = 0;
        for (int i = 0; i < records.size(); i++) {
            long more = each + 4L * ((records.get(i).length + 2) / 3);
            if (bytes + more > Batch.MOST_BYTES) {
                batches.add(Batch.of(records.subList(first, i), first, Workload.ARRIVAL));
                first = i;
                bytes = 0;
            }
            bytes += more;
        }
        batches.add(Batch.of(records.subList(first, records.size()), first, Workload.ARRIVAL));
        return batches;
    }
}
