package dev.kinesislake.lab.bench.work;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.KinesisServer;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import dev.kinesislake.producer.EventProducer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Kinesis over HTTP on this machine, with one stream, in a process of its own, so that what it takes isn't counted. */
public final class KinesisProcess implements AutoCloseable {

    public static final String STREAM = "events-stream";

    private static final String REGION = "eu-central-1";

    private final Process process;
    private final URI endpoint;

    private KinesisProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts it with so many shards, which take whatever comes. */
    public static KinesisProcess start(Path folder, int shards) throws IOException {
        var process = new ProcessBuilder(Jvm.command(
                        List.of("-Xmx512m"), KinesisProcess.class, folder.toString(), Integer.toString(shards)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("http://")) {
                return new KinesisProcess(process, URI.create(line));
            }
        }
        throw new IOException("the local Kinesis did not start");
    }

    public KinesisClient client() {
        return EventProducer.clientBuilder(Region.of(REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "secret")))
                .build();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The process itself; it ends with its standard input, and so with whoever started it. */
    public static void main(String[] arguments) throws IOException {
        var clock = InstantSource.system();
        try (var streams = KinesisStreams.open(Path.of(arguments[0]), REGION, "123456789012", clock, ShardLimits.NONE);
                var server = KinesisServer.start(0, streams, anyone -> Permissions.ALL)) {
            streams.create(StreamSettings.provisioned(STREAM, Integer.parseInt(arguments[1])));
            System.out.println(server.endpoint());
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        }
        System.exit(0);
    }
}
