package dev.kinesislake.lab.bench.work;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.KinesisServer;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import dev.kinesislake.producer.EventProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Kinesis over HTTP on this machine, with one stream, in a process of its own, so that what it takes isn't counted. */
public final class KinesisProcess implements AutoCloseable {

    public static final String STREAM = "events-stream";

    private static final String REGION = "eu-central-1";

    private final ServerProcess server;

    private KinesisProcess(ServerProcess server) {
        this.server = server;
    }

    /** Starts it with so many shards, which take whatever comes. */
    public static KinesisProcess start(Path folder, int shards) throws IOException {
        return new KinesisProcess(
                ServerProcess.start(KinesisProcess.class, folder.toString(), Integer.toString(shards)));
    }

    public KinesisClient client() {
        return EventProducer.clientBuilder(Region.of(REGION))
                .endpointOverride(server.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "secret")))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }

    /** What the process runs. */
    public static void main(String[] arguments) throws IOException {
        var clock = InstantSource.system();
        try (var streams = KinesisStreams.open(Path.of(arguments[0]), REGION, "123456789012", clock, ShardLimits.NONE);
                var server = KinesisServer.start(0, streams, anyone -> Permissions.ALL)) {
            streams.create(StreamSettings.provisioned(STREAM, Integer.parseInt(arguments[1])));
            ServerProcess.serve(server.endpoint());
        }
        System.exit(0);
    }
}
