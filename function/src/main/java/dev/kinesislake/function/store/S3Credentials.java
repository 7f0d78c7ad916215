package dev.kinesislake.function.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The role's credentials as Lambda gives them: in environment variables, or, where an environment is restored from a snapshot, at a URL
 * that {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} names, from where they're renewed.
 */
final class S3Credentials {

    private final @Nullable AwsCredentialsIdentity ofEnvironment;
    private @Nullable ContainerCredentialsProvider atUrl;

    S3Credentials(Map<String, String> environment) {
        var id = environment.get("AWS_ACCESS_KEY_ID");
        var secret = environment.get("AWS_SECRET_ACCESS_KEY");
        var token = environment.get("AWS_SESSION_TOKEN");
        if (id == null || secret == null) {
            ofEnvironment = null;
        } else if (token == null) {
            ofEnvironment = AwsCredentialsIdentity.create(id, secret);
        } else {
            ofEnvironment = AwsSessionCredentialsIdentity.create(id, secret, token);
        }
    }

    /** @throws RuntimeException if there are none */
    AwsCredentialsIdentity current() {
        return ofEnvironment != null ? ofEnvironment : provider().resolveCredentials();
    }

    private synchronized ContainerCredentialsProvider provider() {
        if (atUrl == null) {
            atUrl = ContainerCredentialsProvider.create();
        }
        return atUrl;
    }
}
