package dev.kinesislake.cli.table;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.redrive.aws.S3FailedBucket;
import dev.kinesislake.table.iceberg.GlueTables;
import dev.kinesislake.table.iceberg.SealedTable;
import dev.kinesislake.table.raw.RawLake;
import dev.kinesislake.table.raw.S3RawLake;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** The parts of a stack that its table is made of. */
record StackTable(StackSession stack, RawLake lake, SealedTable table, WaitingBatches waiting)
        implements AutoCloseable {

    /**
     * Opens the table of the stack that a command line chooses.
     *
     * @param kept how long a snapshot can be read
     */
    static StackTable open(CommandSpec spec, StackChoice choice, Duration kept) throws InterruptedException {
        var stack = StackSession.open(spec, choice);
        try {
            var outputs = stack.outputs();
            var s3 = stack.clients().s3();
            var bucket = outputs.get("lakeBucket");
            return new StackTable(
                    stack,
                    new S3RawLake(s3, bucket),
                    GlueTables.open(outputs.region(), outputs.get("glueDatabase"), bucket, kept),
                    new WaitingBatches(new S3FailedBucket(s3, outputs.get("failedBucket"))));
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        table.close();
        stack.close();
    }
}
