package dev.kinesislake.function.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the AWS SDK's client of S3 as the function needs it. */
final class S3Clients {

    private S3Clients() {}

    /**
     * A client with the environment's region, credentials and endpoint. What else an environment can say, such as
     * {@code AWS_USE_FIPS_ENDPOINT}, the SDK reads itself.
     *
     * @param attemptTimeout how long one request may take
     * @throws IllegalStateException if a variable is missing or wrong; its message names it
     */
    static S3Client of(
            Map<String, String> environment, SdkHttpClient http, RetryStrategy retries, Duration attemptTimeout) {
        var client = S3Client.builder()
                .httpClient(http)
                .region(Region.of(required(environment, "AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(environment)))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(retries)
                        .apiCallAttemptTimeout(attemptTimeout)
                        // A function has no profile: looking for one takes time at its start.
                        .defaultProfileFileSupplier(
                                () -> ProfileFile.aggregator().build()))
                // The body's checksum stands in a header, so that the body is sent as it is.
                .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false));
        var endpoint = endpoint(environment, "AWS_ENDPOINT_URL_S3");
        if (endpoint != null) {
            client.endpointOverride(endpoint).forcePathStyle(true);
        }
        return client.build();
    }

    static AwsCredentials credentials(Map<String, String> environment) {
        var id = required(environment, "AWS_ACCESS_KEY_ID");
        var secret = required(environment, "AWS_SECRET_ACCESS_KEY");
        var token = environment.get("AWS_SESSION_TOKEN");
        return token == null ? AwsBasicCredentials.create(id, secret) : AwsSessionCredentials.create(id, secret, token);
    }

    static String required(Map<String, String> environment, String name) {
        var value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException("environment variables: " + name + " is not set");
        }
        return value;
    }

    /**
     * An endpoint of a service that isn't the region's own, such as a local one or a VPC endpoint; null where the region's is meant.
     *
     * @param variable of the service
     */
    static @Nullable URI endpoint(Map<String, String> environment, String variable) {
        for (var name : List.of(variable, "AWS_ENDPOINT_URL")) {
            var url = environment.getOrDefault(name, "");
            if (!url.isBlank()) {
                if (!url.matches("https?://[^/?#]+[^?#]*")) {
                    throw new IllegalStateException(
                            "environment variables: " + name + " is " + url + ", allowed is an http or https URL");
                }
                return URI.create(url);
            }
        }
        return null;
    }
}
