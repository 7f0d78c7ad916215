package dev.kinesislake.lab.aws.s3;

import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.PolicyDocument;
import dev.kinesislake.lab.aws.iam.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server on a folder, and clients of it such as the ones that the function and a person use. */
final class S3Fixture implements AutoCloseable {

    static final String BUCKET = "lake-bucket";

    final AccessKeys keys = new AccessKeys(new Random(1));
    volatile Faults faults = Faults.NONE;
    final S3Server server;
    private final List<S3Client> clients = new ArrayList<>();

    S3Fixture(Path folder) throws IOException {
        server = S3Server.start(folder, 0, keys, (moment, call) -> faults.on(moment, call));
        server.buckets().create(BUCKET);
    }

    S3Client person() {
        return client(AccessKey.PERSON);
    }

    /** The client of a role with one policy; without retries. */
    S3Client role(String policy) {
        var role = new Role("consumer", "arn:aws:iam::000000000000:role/consumer");
        role.putPolicy("policy", PolicyDocument.parse(policy));
        return client(keys.issue(Caller.of(role)));
    }

    S3Client client(AccessKey key) {
        var client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(overrides -> overrides.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        for (var client : clients) {
            client.close();
        }
        server.close();
    }
}
