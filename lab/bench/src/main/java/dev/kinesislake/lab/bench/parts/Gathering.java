package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.rivals.Aggregating;
import dev.kinesislake.lab.bench.work.Cpu;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.Events;
import dev.kinesislake.lab.bench.work.KinesisProcess;
import dev.kinesislake.lab.bench.work.MeteredKinesis;
import dev.kinesislake.producer.EventProducer;
import dev.kinesislake.producer.OutgoingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What producers put on a stream: a record for each event, aggregates, and gathered records. */
final class Gathering implements Part {

    static final int EVENTS_PER_SECOND = 2_000;
    private static final int TICKS_PER_SECOND = 100;
    static final int SHARDS = 2;
    private static final int KEYS = 5_000;
    private static final Duration GATHER = Duration.ofMillis(200);

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public String about() {
        return "2,000 events a second for 20 seconds, of 5,000 visitors, into 2 shards over HTTP on this machine, in a process of its own,"
                + " whose CPU time isn't counted. Single: a record for each event. Aggregated: the KPL's format with its default limits"
                + " (100 ms, 51,200 bytes), written by this program: the KPL's own process isn't measured. Gathered: `gather` of 200 ms."
                + " Billed bytes are those of records rounded up to 1 KB. Shards: what 2,000 events a second need at 1 MiB and 1,000"
                + " records each. From the call of `send` to the acknowledgement; calls are fuller for `linger`, 100 ms, except for"
                + " aggregates.";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx1g", "-XX:+UseSerialGC");
    }

    /** How events are put. */
    enum Way {
        SINGLE("single"),
        AGGREGATED("aggregated"),
        GATHERED("gathered");

        final String label;

        Way(String label) {
            this.label = label;
        }
    }

    /** What one way took for some seconds. */
    record Run(
            int events,
            List<byte[]> data,
            long bytes,
            long billedBytes,
            double cpuMicroseconds,
            double p50,
            double p99) {

        int records() {
            return data.size();
        }

        double perEvent(long number) {
            return (double) number / events;
        }

        double shards() {
            double each = (double) EVENTS_PER_SECOND / events;
            return Math.max(Math.ceil(records() * each / 1_000), Math.ceil(bytes * each / 1_048_576));
        }
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        int seconds = quick ? 1 : 20;
        var events = events(seconds * EVENTS_PER_SECOND);
        Map<Way, List<Run>> runs = new EnumMap<>(Way.class);
        try (var kinesis = KinesisProcess.start(scratch.resolve("kinesis"), SHARDS)) {
            for (int round = quick ? 0 : -1; round < (quick ? 1 : 3); round++) {
                for (var way : Way.values()) {
                    // The first round warms up.
                    var run = run(way, round < 0 ? events.subList(0, 5 * EVENTS_PER_SECOND) : events, kinesis);
                    if (round >= 0) {
                        runs.computeIfAbsent(way, any -> new ArrayList<>()).add(run);
                    }
                }
            }
        }
        runs.forEach((way, some) -> report(way, some, lines));
        lines.higherIsBetter(
                "single ÷ gathered, billed bytes",
                "×",
                Sample.ratio(billed(runs, Way.SINGLE), billed(runs, Way.GATHERED)));
    }

    private static void report(Way way, List<Run> runs, Lines lines) {
        var label = way.label + ", ";
        lines.figure(label + "bytes an event", "B", sample(runs, run -> run.perEvent(run.bytes)));
        lines.lowerIsBetter(label + "billed bytes an event", "B", sample(runs, run -> run.perEvent(run.billedBytes)));
        lines.figure(label + "events a record", "", sample(runs, run -> 1 / run.perEvent(run.records())));
        lines.figure(label + "shards", "", sample(runs, Run::shards));
        if (way != Way.AGGREGATED) {
            lines.figure(
                    label + "producer's CPU", "µs an event", sample(runs, run -> run.cpuMicroseconds / run.events));
        }
        lines.figure(label + "acknowledged, p50", "ms", sample(runs, Run::p50));
        lines.figure(label + "acknowledged, p99", "ms", sample(runs, Run::p99));
    }

    private static Sample sample(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Sample.of(values(runs, figure));
    }

    private static List<Double> values(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().map(figure::applyAsDouble).toList();
    }

    private static List<Double> billed(Map<Way, List<Run>> runs, Way way) {
        return values(runs.getOrDefault(way, List.of()), Run::billedBytes);
    }

    static List<OutgoingEvent> events(int count) {
        var events = new Events(EventKind.PLAIN);
        return IntStream.range(0, count)
                .mapToObj(index -> new OutgoingEvent("user-" + index * 31L % KEYS, events.record(index)))
                .toList();
    }

    static Run run(Way way, List<OutgoingEvent> events, KinesisProcess kinesis) throws InterruptedException {
        try (var client = new MeteredKinesis(kinesis.client());
                var producer = producer(way, client)) {
            var aggregating = new Aggregating(producer, SHARDS);
            var took = new long[events.size()];
            long cpu = Cpu.nanoseconds();
            long start = System.nanoTime();
            int perTick = EVENTS_PER_SECOND / TICKS_PER_SECOND;
            for (int first = 0; first < events.size(); first += perTick) {
                TimeUnit.NANOSECONDS.sleep(start + first * (1_000_000_000L / EVENTS_PER_SECOND) - System.nanoTime());
                for (int index = first; index < first + perTick; index++) {
                    send(events.get(index), index, took, way == Way.AGGREGATED ? aggregating : null, producer);
                }
                aggregating.tick();
            }
            aggregating.flush();
            producer.flush();
            double used = (Cpu.nanoseconds() - cpu) / 1e3;
            if (producer.counters().failed() > 0) {
                throw new IllegalStateException(producer.counters().toString());
            }
            Arrays.sort(took);
            return new Run(
                    events.size(),
                    client.records(),
                    client.bytes(),
                    client.billedBytes(),
                    used,
                    took[took.length / 2] / 1e6,
                    took[took.length * 99 / 100] / 1e6);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the producer is flushed
    private static void send(
            OutgoingEvent event, int index, long[] took, @Nullable Aggregating aggregating, EventProducer producer)
            throws InterruptedException {
        long sent = System.nanoTime();
        CompletableFuture<?> acknowledged =
                aggregating == null ? producer.send(event) : aggregating.send(event.partitionKey(), event.data());
        acknowledged.whenComplete((any, failure) -> took[index] = System.nanoTime() - sent);
    }

    private static EventProducer producer(Way way, MeteredKinesis kinesis) {
        var builder = EventProducer.builder(KinesisProcess.STREAM, kinesis);
        return switch (way) {
            case SINGLE -> builder.build();
            case AGGREGATED -> builder.linger(Duration.ZERO).build();
            case GATHERED -> builder.gather(GATHER).build();
        };
    }
}
