package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Ours;
import dev.kinesislake.lab.bench.work.Batch;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.Jvm;
import dev.kinesislake.lab.bench.work.LiveHeap;
import dev.kinesislake.lab.bench.work.NoNetwork;
import dev.kinesislake.lab.bench.work.Stream;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Memory, in the JVM of a small function. */
final class Memory implements Part {

    private static final int FUNCTION_MB = 256;
    private static final int LARGE_BATCH = 3_500;
    private static final int MOST_SECTIONS = 10_000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "In a JVM as Lambda starts it for a function of 256 MB: a heap of 217 MB. The peak is the most that a garbage collection has"
                + " left in the heap while batches were handled, the invocation's bytes included. Going through 10,000 sections in one batch of"
                + " 6 MB at all is a line, too: it would end with an OutOfMemoryError otherwise.";
    }

    @Override
    public List<String> jvmOptions() {
        return Jvm.lambdaOptions(FUNCTION_MB);
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var small = Workload.of(EventKind.PLAIN, 1, 1_000).invocations().get(0);
        var ours = new Ours(
                Workload.of(EventKind.PLAIN, 0, 0), S3ObjectStore.over(new NoNetwork(), S3Environment.nowhere()));
        lines.lowerIsBetter("ours, allocated a record", "B", allocated(ours, small, quick ? 3 : 11));
        lines.figure("ours, peak, 1,000 records, 3 sections", "MB", peak(ours, small));
        if (!quick) {
            var large =
                    Workload.of(EventKind.PLAIN, 1, LARGE_BATCH).invocations().get(0);
            lines.figure("ours, peak, 6 MB, 3 sections", "MB", peak(ours, large));
            lines.figure("ours, peak, 6 MB, 10,000 sections", "MB", peak(ours, ofAllSections()));
        }
        growth(ours, quick ? 10_000 : 1_000_000, lines);
    }

    private static Sample allocated(Ours ours, byte[] invocation, int rounds) throws IOException {
        ours.handle(invocation);
        var allocated = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long before = Cpu.allocatedBytes();
            ours.handle(invocation);
            allocated[round] = (Cpu.allocatedBytes() - before) / 1_000d;
        }
        return Sample.of(allocated);
    }

    private static Sample peak(Ours ours, byte[] invocation) throws IOException {
        var heap = new LiveHeap();
        for (int i = 0; i < 5; i++) {
            ours.handle(invocation);
        }
        // The JVM tells of a collection when it likes: of the last one, this call's own, perhaps too late.
        long alive = LiveHeap.bytes();
        return Sample.of(Math.max(heap.peakBytes(), alive) / 1e6);
    }

    /** The smallest events that there are, each of a section of its own. */
    private static byte[] ofAllSections() {
        var invocation = Batch.of(
                IntStream.range(0, MOST_SECTIONS)
                        .mapToObj(i ->
                                "{\"metadata\":{\"uuid\":\"1\",\"section\":\"S%05d\"},\"payload\":{}}".formatted(i))
                        .map(event -> event.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                0,
                Workload.ARRIVAL);
        if (invocation.length > Batch.MAX_BYTES) {
            throw new IllegalStateException("10,000 events take " + invocation.length + " bytes");
        }
        return invocation;
    }

    /** What is alive after many batches, against what was after the first ones. */
    private static void growth(Ours ours, int events, Lines lines) throws IOException {
        var stream = new Stream(EventKind.PLAIN, 10_000);
        int early = events / 10;
        while (stream.sent() < early) {
            ours.handle(stream.next(1_000));
        }
        double then = LiveHeap.bytes();
        while (stream.sent() < events) {
            ours.handle(stream.next(1_000));
        }
        double now = LiveHeap.bytes();
        lines.figure("ours, alive after %,d events".formatted(events), "MB", Sample.of(now / 1e6));
        lines.lowerIsBetter(
                "ours, alive after %,d events ÷ after %,d".formatted(events, early), "×", Sample.of(now / then));
    }
}
