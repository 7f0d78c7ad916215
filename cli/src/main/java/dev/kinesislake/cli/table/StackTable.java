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
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** The parts of a stack that its table is made of. */
record StackTable(
        StackSession stack, RawLake lake, SealedTable table, CloudWatchClient cloudWatch, StackFrontier frontier)
        implements AutoCloseable {

    /**
     * Opens the table of the stack that a command line chooses.
     *
     * @param kept how long a snapshot can be read
     */
    static StackTable open(CommandSpec spec, StackChoice choice, Duration kept, InstantSource clock)
            throws InterruptedException {
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
                    GlueTables.open(outputs.region(), outputs.get("glueDatabase"), bucket, kept),
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

    @Override
    public void close() {
        table.close();
        cloudWatch.close();
        stack.close();
    }
}
