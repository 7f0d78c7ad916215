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
import java.io.IOException;
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
        var network = new NoNetwork();
        var ours = new Ours(new Workload(List.of(), List.of()), S3ObjectStore.over(network, S3Environment.nowhere()));
        var invocations = invocations(records, ours);
        lines.figure(way + ", invocations", "for " + events + " events", Sample.of((double) invocations.size()));
        lines.lowerIsBetter(
                way + ", PUTs a million events", "", Sample.of(Math.rint(1e6 * network.requests() / events)));
        return () -> {
            System.gc();
            long start = Cpu.nanoseconds();
            for (var invocation : invocations) {
                ours.answer(invocation);
            }
            return (Cpu.nanoseconds() - start) / 1e3 / events;
        };
    }

    /** As Lambda invokes: with as many records as fit, and again from the first record that was left out. */
    private static List<byte[]> invocations(List<byte[]> records, Ours ours) throws IOException {
        var invocations = new ArrayList<byte[]>();
        int first = 0;
        while (first < records.size()) {
            int end = end(records, first);
            while (first < end) {
                var invocation = Batch.of(records.subList(first, end), first, Workload.ARRIVAL);
                invocations.add(invocation);
                first = next(ours.answer(invocation), first, end);
            }
        }
        return invocations;
    }

    /** The index of the first record that a response leaves out. */
    private static int next(String response, int first, int end) {
        for (int record = first; record < end; record++) {
            if (response.contains(Batch.sequenceNumber(record))) {
                return record;
            }
        }
        return end;
    }

    /** Behind the last record that fits an invocation beside the first. */
    private static int end(List<byte[]> records, int first) {
        long each = Batch.of(List.of(new byte[0]), 0, Workload.ARRIVAL).length;
        long bytes = 0;
        int end = first;
        while (end < records.size() && bytes <= Batch.MAX_BYTES) {
            bytes += each + 4L * ((records.get(end).length + 2) / 3);
            end++;
        }
        return bytes > Batch.MAX_BYTES ? end - 1 : end;
    }
}
