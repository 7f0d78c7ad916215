package dev.kinesislake.cli.send;

import dev.kinesislake.cli.EnvironmentCredentials;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.producer.EventProducer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * What the command finds where it runs.
 *
 * @param kinesis gives a client for a stack's region and endpoints
 * @param pulumi the CLI's name or path
 * @param project the folder of {@code Pulumi.yaml}
 * @param interactive whether a person watches the terminal
 * @param nanoTime the clock
 */
record Surroundings(
        Function<StackOutputs, KinesisClient> kinesis,
        String pulumi,
        Path project,
        InputStream standardInput,
        boolean interactive,
        LongSupplier nanoTime) {

    static Surroundings ofThisProcess() {
        return new Surroundings(
                Surroundings::client,
                "pulumi",
                Path.of(System.getProperty("lake.home", "")).toAbsolutePath(),
                System.in,
                Boolean.getBoolean("lake.interactive"),
                System::nanoTime);
    }

    private static KinesisClient client(StackOutputs stack) {
        stack.useEndpoints();
        return EventProducer.clientBuilder(Region.of(stack.region()))
                .credentialsProvider(EnvironmentCredentials.find())
                .build();
    }
}
