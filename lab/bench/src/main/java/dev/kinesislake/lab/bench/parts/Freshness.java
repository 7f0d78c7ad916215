package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.app.config.PulumiCommands;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.bench.Lines;
import dev.kinesislake.lab.bench.Part;
import dev.kinesislake.lab.bench.Sample;
import dev.kinesislake.lab.bench.work.EventKind;
import dev.kinesislake.lab.bench.work.Events;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.deploy.Deployment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The time from an event's arrival on the stream to its row in the lake, on the local stack. */
final class Freshness implements Part {

    private static final int EVENTS_PER_SECOND = 2_000;
    private static final int EVENTS_PER_CALL = 100;
    private static final String STACK = "local";

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public String about() {
        return "From an event's arrival on the stream to its row in the lake: 2,000 events a second for a minute through the local stack,"
                + " whose event source mapping gathers for 1 s (windowSeconds), with stream, function and S3 on this machine. The first five"
                + " seconds, with the function's cold start in them, are left out.";
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xmx2g", "-XX:+UseParallelGC");
    }

    @Override
    public void measure(boolean quick, Path scratch, Lines lines) throws Exception {
        var project = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        var config = StackConfig.read(StackFiles.read(project, STACK), new PulumiCommands(STACK, project));
        var options = LocalAws.Options.in(scratch.resolve("aws"), project, config.region(), STACK);
        try (var aws = LocalAws.start(options)) {
            var stack = new DeployedStack(aws, Deployment.deploy(STACK, config, aws.resources()));
            var begin = Instant.now();
            int seconds = quick ? 2 : 60;
            double took = send(aws, stack.output("streamName"), seconds * EVENTS_PER_SECOND);
            if (!stack.mapping().awaitDrained(Duration.ofSeconds(60))) {
                throw new IllegalStateException("the stream isn't drained a minute after the last event");
            }
            var from = quick ? begin : begin.plusSeconds(5);
            var latencies = latencies(aws, stack.output("lakeBucket"), from);
            latencies.sort(null);
            lines.figure("sent", "events a second", Sample.of(seconds * EVENTS_PER_SECOND / took));
            lines.figure("p50", "s", Sample.of(latencies.get(latencies.size() / 2)));
            lines.figure("p99", "s", Sample.of(latencies.get(latencies.size() * 99 / 100)));
        }
    }

    /** Sends at the pace, whatever a call takes; returns how many seconds it took. */
    private static double send(LocalAws aws, String stream, int count) throws InterruptedException {
        var events = new Events(EventKind.PLAIN);
        try (var kinesis = aws.kinesisClient()) {
            long start = System.nanoTime();
            for (int first = 0; first < count; first += EVENTS_PER_CALL) {
                long due = start + first * (1_000_000_000L / EVENTS_PER_SECOND);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                var entries = new ArrayList<PutRecordsRequestEntry>();
                for (int index = first; index < first + EVENTS_PER_CALL; index++) {
                    entries.add(PutRecordsRequestEntry.builder()
                            .partitionKey("user-" + index % 5_000)
                            .data(SdkBytes.fromByteArrayUnsafe(events.record(index)))
                            .build());
                }
                var result = kinesis.putRecords(put -> put.streamName(stream).records(entries));
                if (result.failedRecordCount() > 0) {
                    throw new IllegalStateException("the stream refused " + result.failedRecordCount() + " records");
                }
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** In seconds, of the rows that arrived since. */
    private static List<Double> latencies(LocalAws aws, String bucket, Instant since) throws SQLException {
        var buckets = aws.s3().buckets();
        var storedAt = new HashMap<String, Instant>();
        for (var object : buckets.objects(bucket, LakeLayout.EVENTS_PREFIX)) {
            storedAt.put(buckets.folder(bucket).resolve(object.key()).toString(), object.storedAt());
        }
        var latencies = new ArrayList<Double>();
        var rows = "SELECT filename, epoch_ms(arrival_time) FROM read_parquet('" + buckets.folder(bucket)
                + "/events/**/*.parquet', filename = true)";
        try (var db = new DuckDb()) {
            db.forEach(rows, (file, milliseconds) -> {
                var arrival = Instant.ofEpochMilli(milliseconds);
                if (!arrival.isBefore(since)) {
                    var stored = Objects.requireNonNull(storedAt.get(file), file);
                    latencies.add(Duration.between(arrival, stored).toMillis() / 1e3);
                }
            });
        }
        return latencies;
    }
}
