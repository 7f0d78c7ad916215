package dev.kinesislake.lab.proof.demo;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.proof.check.Ledger;
import dev.kinesislake.lab.proof.check.ReadBack;
import dev.kinesislake.lab.proof.check.S3Bucket;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/** Sends events to a deployed stack, waits until the stream is drained, and looks for every one of them. */
public final class Demo {

    private static final long SEED = 145;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration MAX_STANDSTILL = Duration.ofSeconds(60);

    private final DeployedStack stack;
    private final Path samples;
    private final Set<String> sections;
    private final boolean interactive;

    /**
     * Prepares a demonstration.
     *
     * @param samples the folder of the known events
     * @param sections that the stack knows; empty if it knows all
     * @param interactive whether there is a terminal, which can show a progress bar
     */
    public Demo(DeployedStack stack, Path samples, Set<String> sections, boolean interactive) {
        this.stack = stack;
        this.samples = samples;
        this.sections = sections;
        this.interactive = interactive;
    }

    /**
     * Runs it.
     *
     * @param valid how many valid events are generated, next to the known ones
     * @param invalid how many records are no events
     * @return whether every record that was sent is stored exactly once
     */
    public boolean run(int valid, int invalid, PrintWriter out) throws InterruptedException {
        var report = new Report(out);
        report.outputs(stack.outputs());
        var events = DemoEvents.of(samples, valid, invalid, SEED);
        var expected = new ExpectedEvents(events::get, sections);
        var records = DemoRecord.of(events);
        var ledger = new Ledger();
        long start = System.nanoTime();
        long bytesSent;
        try (var kinesis = stack.aws().kinesisClient();
                var bar = TerminalBar.of("stored", records.size(), interactive)) {
            bytesSent = new Sender(kinesis, stack.output("streamName")).send(events, records, ledger, () -> show(bar));
            waitUntilDrained(bar);
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            var buckets = stack.aws().s3().buckets();
            var findings = ReadBack.read(
                    new S3Bucket(s3, buckets, stack.output("lakeBucket")),
                    new S3Bucket(s3, buckets, stack.output("failedBucket")),
                    expected::get,
                    ledger,
                    Set.of());
            report.figures(ledger.size(), records.size(), bytesSent, took, findings);
            report.folders(findings);
            report.verdict(findings);
            report.next(stack.aws().folder().resolve("s3"), stack.outputs());
            return findings.exactlyOnce() && ledger.size() == events.size();
        }
    }

    private void waitUntilDrained(ProgressBar bar) throws InterruptedException {
        var mapping = stack.mapping();
        long best = -1;
        long since = System.nanoTime();
        while (!mapping.awaitDrained(GLANCE)) {
            long done = show(bar);
            var result = mapping.progress().lastProcessingResult();
            if (result.contains("AccessDenied")) {
                throw new IllegalStateException("the stream can't be read: " + result);
            }
            if (done > best) {
                best = done;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > MAX_STANDSTILL.toNanos()) {
                throw new IllegalStateException(
                        "the function makes no progress: " + result + ". Its log is in " + logFolder());
            }
        }
        show(bar);
    }

    /** Brings the bar up to date; returns how many records are done. */
    private long show(ProgressBar bar) {
        long done = stack.mapping().progress().shards().stream()
                .mapToLong(shard -> shard.checkpoint())
                .sum();
        bar.stepTo(done);
        return done;
    }

    private Path logFolder() {
        return stack.aws().folder().resolve("logs");
    }
}
