package dev.kinesislake.producer.cli;

import dev.kinesislake.producer.EventProducer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * What the command finds where it runs.
 *
 * @param kinesis gives a client for a region
 * @param pulumi the CLI's name or path
 * @param project the folder of {@code Pulumi.yaml}
 * @param interactive whether a person watches the terminal
 */
record Surroundings(
        Function<String, KinesisClient> kinesis,
        String pulumi,
        Path project,
        InputStream standardInput,
        boolean interactive) {

    static Surroundings ofThisProcess() {
        return new Surroundings(
                Surroundings::client,
                "pulumi",
                Path.of(System.getProperty("lake.home", "")).toAbsolutePath(),
                System.in,
                Boolean.getBoolean("lake.interactive"));
    }

    private static KinesisClient client(String region) {
        var credentials = DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw new SendException("there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                    + "AWS_PROFILE");
        }
        return EventProducer.clientBuilder(Region.of(region))
                .credentialsProvider(credentials)
                .build();
    }
}
