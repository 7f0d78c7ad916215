package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.aws.Clients;
import dev.kinesislake.redrive.aws.KinesisEventStream;
import dev.kinesislake.redrive.aws.LambdaConsumer;
import dev.kinesislake.redrive.aws.S3FailedBucket;
import dev.kinesislake.redrive.aws.S3Reader;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.send.EventStream;
import picocli.CommandLine.Model.CommandSpec;

/** A stack that is worked with: its outputs, and clients for its region. */
record Session(StackOutputs outputs, Clients clients) implements AutoCloseable {

    static Session open(CommandSpec spec, StackChoice stack, Surroundings surroundings) throws InterruptedException {
        var outputs = stack.outputs(spec.commandLine(), surroundings.project(), surroundings.pulumi());
        outputs.useEndpoints();
        return new Session(outputs, surroundings.clients().apply(outputs.region()));
    }

    FailedBucket failedBucket() {
        return new S3FailedBucket(clients.s3(), outputs.get("failedBucket"));
    }

    Bucket lakeBucket() {
        return new S3Reader(clients.s3(), outputs.get("lakeBucket"));
    }

    EventStream stream() {
        return new KinesisEventStream(clients.writer(), clients.reader(), outputs.streamName());
    }

    LambdaConsumer consumer() {
        return new LambdaConsumer(clients.lambda(), outputs.get("functionName"));
    }

    @Override
    public void close() {
        clients.close();
    }
}
