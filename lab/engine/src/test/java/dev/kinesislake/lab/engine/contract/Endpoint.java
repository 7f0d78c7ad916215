package dev.kinesislake.lab.engine.contract;

import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.kinesis.StreamSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Where the contract is checked. {@code LAKE_CONTRACT_ENDPOINT} is the URL of an emulator, or {@code aws} for the account of the default
 * credentials and region; an emulator gets these credentials, too. Without it, a local AWS is started in this process.
 *
 * <p>Streams and buckets have names of their own and are deleted when it's closed.
 */
final class Endpoint implements AutoCloseable {

    /** Every name begins with it, so that a policy can be limited to them. */
    private static final String PREFIX = "lake-contract-";

    private static final String AWS = "aws";

    private final @Nullable LocalAws local;
    private final @Nullable URI emulator;
    private final Deque<Runnable> cleanups = new ArrayDeque<>();

    private Endpoint(@Nullable LocalAws local, @Nullable URI emulator) {
        this.local = local;
        this.emulator = emulator;
    }

    /** @param folder an empty one, for a local AWS */
    static Endpoint open(Path folder) {
        var where = System.getenv("LAKE_CONTRACT_ENDPOINT");
        if (where == null || where.isEmpty()) {
            var options = LocalAws.Options.in(folder.resolve("aws"), folder, "eu-central-1", "contract");
            return new Endpoint(LocalAws.start(options), null);
        }
        return new Endpoint(null, where.equals(AWS) ? null : URI.create(where));
    }

    static String uniqueName() {
        return PREFIX + UUID.randomUUID();
    }

    KinesisClient kinesis() {
        return client(KinesisClient.builder(), "AWS_ENDPOINT_URL_KINESIS");
    }

    S3Client s3() {
        var pathStyle = local != null || emulator != null;
        return client(S3Client.builder().forcePathStyle(pathStyle), "AWS_ENDPOINT_URL_S3");
    }

    LambdaClient lambda() {
        return client(LambdaClient.builder(), "AWS_ENDPOINT_URL_LAMBDA");
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(
            B builder, String variable) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder());
        if (local != null) {
            var environment = local.environment();
            builder.endpointOverride(URI.create(required(environment, variable)))
                    .region(Region.of(required(environment, "AWS_REGION")))
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                            required(environment, "AWS_ACCESS_KEY_ID"),
                            required(environment, "AWS_SECRET_ACCESS_KEY"))));
        } else if (emulator != null) {
            builder.endpointOverride(emulator);
        }
        var client = builder.build();
        cleanups.push(client::close);
        return client;
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new AssertionError("the local AWS names no " + name);
        }
        return value;
    }

    /** Creates a provisioned stream, and waits until it's active. The local AWS has no CreateStream, since Pulumi creates its streams. */
    String createStream(KinesisClient kinesis, int shards) {
        var name = uniqueName();
        if (local != null) {
            local.account().streams().create(StreamSettings.provisioned(name, shards));
            return name;
        }
        kinesis.createStream(create -> create.streamName(name).shardCount(shards));
        cleanups.push(() -> kinesis.deleteStream(delete -> delete.streamName(name)));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(name));
        return name;
    }

    /** Deletes a stream, and waits until it's gone. */
    void deleteStream(KinesisClient kinesis, String name) {
        if (local != null) {
            local.account().streams().delete(name);
            return;
        }
        kinesis.deleteStream(delete -> delete.streamName(name));
        kinesis.waiter().waitUntilStreamNotExists(describe -> describe.streamName(name));
    }

    /** Creates a bucket, which is emptied before it's deleted. */
    String createBucket(S3Client s3) {
        var name = uniqueName();
        s3.createBucket(create -> create.bucket(name));
        cleanups.push(() -> deleteBucket(s3, name));
        s3.waiter().waitUntilBucketExists(head -> head.bucket(name));
        return name;
    }

    private static void deleteBucket(S3Client s3, String name) {
        for (var object : s3.listObjectsV2Paginator(list -> list.bucket(name)).contents()) {
            s3.deleteObject(delete -> delete.bucket(name).key(object.key()));
        }
        s3.deleteBucket(delete -> delete.bucket(name));
    }

    /** Deletes what was created, last first. A failed deletion doesn't prevent the others. */
    @Override
    public void close() {
        RuntimeException failed = null;
        while (!cleanups.isEmpty()) {
            try {
                cleanups.pop().run();
            } catch (ResourceNotFoundException deletedByTest) {
                // Nothing is left to delete.
            } catch (RuntimeException notDeleted) {
                failed = notDeleted;
            }
        }
        if (local != null) {
            local.close();
        }
        if (failed != null) {
            throw failed;
        }
    }
}
