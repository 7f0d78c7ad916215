package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.aws.KinesisEventStream;
import dev.kinesislake.redrive.aws.LambdaConsumer;
import dev.kinesislake.redrive.aws.S3FailedBucket;
import dev.kinesislake.redrive.aws.S3Reader;
import dev.kinesislake.redrive.failed.FailedBucket;
import dev.kinesislake.redrive.send.EventStream;
import picocli.CommandLine.Model.CommandSpec;

/** The parts of a stack that a redrive works with. */
record Session(StackSession stack) implements AutoCloseable {

    static Session open(CommandSpec spec, StackChoice stack) throws InterruptedException {
        return new Session(StackSession.open(spec, stack));
    }

    FailedBucket failedBucket() {
        return new S3FailedBucket(stack.clients().s3(), stack.outputs().get("failedBucket"));
    }

    Bucket lakeBucket() {
        return new S3Reader(stack.clients().s3(), stack.outputs().get("lakeBucket"));
    }

    EventStream stream() {
        return new KinesisEventStream(
                stack.clients().writer(),
                stack.clients().reader(),
                stack.outputs().streamName());
    }

    LambdaConsumer consumer() {
        return new LambdaConsumer(stack.clients().lambda(), stack.outputs().get("functionName"));
    }

    @Override
    public void close() {
        stack.close();
    }
}
