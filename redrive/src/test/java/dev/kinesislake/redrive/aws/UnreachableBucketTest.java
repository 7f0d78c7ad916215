package dev.kinesislake.redrive.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

class UnreachableBucketTest {

    @Test
    void namesTheBucketAndTheEndpoint() throws IOException {
        var nobody = "http://127.0.0.1:" + freePort();
        try (var s3 = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create(nobody))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(client -> client.addExecutionInterceptor(new UnreachableBucket())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build()) {
            assertThatThrownBy(() -> new S3FailedBucket(s3, "failed-bucket").now())
                    .hasMessageStartingWith("the bucket failed-bucket can't be reached at " + nobody
                            + ": java.net.ConnectException: Connection refused");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
