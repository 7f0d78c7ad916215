package dev.kinesislake.redrive.aws;

import dev.kinesislake.producer.EventProducer;
import java.time.Duration;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients of a redrive; endpoints come from the environment. */
public record Clients(S3Client s3, KinesisClient writer, KinesisClient reader, LambdaClient lambda)
        implements AutoCloseable {

    /** A function runs up to 15 minutes (AWS Lambda Developer Guide, "Lambda quotas"), and answers only then. */
    private static final Duration MAX_INVOCATION = Duration.ofMinutes(16);

    private static final int READ_ATTEMPTS = 10;

    /** Clients for a region. */
    public static Clients of(String regionName, AwsCredentialsProvider credentials, int connections) {
        // HttpURLConnection keeps 5 idle connections a host unless told otherwise.
        System.setProperty("http.maxConnections", Integer.toString(connections));
        return of(Region.of(regionName), credentials, READ_ATTEMPTS);
    }

    static Clients of(Region region, AwsCredentialsProvider credentials, int readAttempts) {
        return new Clients(
                S3Client.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(client -> client.retryStrategy(listRetries(readAttempts))
                                .addExecutionInterceptor(new Unreachable()))
                        .build(),
                writer(region, credentials),
                KinesisClient.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(
                                client -> client.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                .maxAttempts(readAttempts)
                                                .build())
                                        .addExecutionInterceptor(new Unreachable()))
                        .build(),
                LambdaClient.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(MAX_INVOCATION))
                        .overrideConfiguration(client -> client.addExecutionInterceptor(new Unreachable()))
                        .build());
    }

    /** The SDK retries a list whose connection fails, and not one that breaks off: to it, that is XML with a mistake. */
    static RetryStrategy listRetries(int attempts) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
                .build();
    }

    private static KinesisClient writer(Region region, AwsCredentialsProvider credentials) {
        var builder = EventProducer.clientBuilder(region).credentialsProvider(credentials);
        builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new Lease())
                .build());
        return builder.build();
    }

    @Override
    public void close() {
        s3.close();
        writer.close();
        reader.close();
        lambda.close();
    }
}
