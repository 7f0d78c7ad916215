package dev.kinesislake.cli.table;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.table.frontier.CloudWatchMetrics;
import dev.kinesislake.table.frontier.StackFrontier;
import dev.kinesislake.table.frontier.WaitingBatches;
import dev.kinesislake.table.iceberg.GlueTables;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.S3RawLake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** The parts of a stack that its table is made of. */
record StackTable(
        StackSession stack, RawLake lake, SealedTable table, CloudWatchClient cloudWatch, StackFrontier frontier)
        implements AutoCloseable {

    /** Opens the table of the stack that a command line chooses. */
    static StackTable open(CommandSpec spec, StackChoice choice, InstantSource clock) throws InterruptedException {
        var stack = StackSession.open(spec, choice);
        try {
            var outputs = stack.outputs();
            var s3 = stack.clients().s3();
            var bucket = outputs.get("lakeBucket");
            var cloudWatch = CloudWatchClient.builder()
                    .region(Region.of(outputs.region()))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build();
            return new StackTable(
                    stack,
                    new S3RawLake(s3, bucket),
                    GlueTables.open(
                            outputs.region(), outputs.get("glueDatabase"), bucket, outputs.days("snapshotDays")),
                    cloudWatch,
                    new StackFrontier(
                            new CloudWatchMetrics(cloudWatch, outputs.get("streamName"), outputs.get("functionName")),
                            new WaitingBatches(s3, outputs.get("failedBucket")),
                            clock));
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    /** How long the stack's lake keeps objects; empty for all the time. */
    Optional<Duration> expiry() {
        var outputs = stack.outputs();
        return outputs.byName().containsKey("lakeExpireDays")
                ? Optional.of(outputs.days("lakeExpireDays"))
                : Optional.empty();
    }

    @Override
    public void close() {
        table.close();
        cloudWatch.close();
        stack.close();
    }
}
